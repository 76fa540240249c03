#!/usr/bin/env bash
# Makes everything that ssi needs on this machine: Debian packages, a JDK 25, a CRIU that works, the build itself.
#
#   bin/lib/setup.sh [VERB]          skips what is done; VERB is what the person asked for, for messages
#   bin/lib/setup.sh --needs         only packages, JDK and CRIU: what a build with tests starts from
#
# What was made is recorded by target/set-up: while no source is newer than it, there is nothing to build.
set -u -o pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
stamp=$home/target/set-up
# shellcheck source=bin/lib/jdk.sh
. "$home/bin/lib/jdk.sh"

say() { echo "ssi: $*" >&2; }
die() {
  say "$*"
  exit 1
}

# A file whose presence shows that a package is there, and the package.
needs=(
  /usr/include/stdio.h:libc6-dev gcc:gcc make:make mvn:maven ip:iproute2 unshare:util-linux nsenter:util-linux
  mount:mount ps:procps perl:perl-base flock:util-linux
)

missing_packages() {
  local need what
  for need in "${needs[@]}"; do
    what=${need%%:*}
    case $what in
      /*) [ -e "$what" ] || echo "${need##*:}" ;;
      *) command -v "$what" >/dev/null || echo "${need##*:}" ;;
    esac
  done | sort -u
}

require_root() {
  [ "$(id -u)" = 0 ] || die "$1 needs root: run it as root, or with sudo"
}

install_packages() {
  require_root "installing packages ($*)"
  command -v apt-get >/dev/null || die "these Debian packages are missing, and there is no apt-get to install them: $*"
  say "installing $*"
  mkdir -p "$home/target"
  {
    apt-get update -q || true
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
  } >"$home/target/apt.log" 2>&1 </dev/null || die "installing $* failed: $(grep -m1 '^E:' "$home/target/apt.log"); see $home/target/apt.log"
}

ensure_packages() {
  local missing
  missing=$(missing_packages)
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_packages $missing
}

ensure_jdk() {
  ssi_jdk && return
  if [ -n "$(apt-cache -q policy openjdk-25-jdk-headless 2>/dev/null | sed -n 's/.*Candidate: \([0-9].*\)/\1/p')" ]; then
    install_packages openjdk-25-jdk-headless
    ssi_jdk && return
  fi
  die "no JDK 25 on this machine: unpack one (Temurin 25 from adoptium.net, or a package openjdk-25-jdk-headless) under /usr/lib/jvm, or set JAVA_HOME to it"
}

ensure_criu() {
  [ "$(id -u)" = 0 ] || return 0
  bash "$home/bin/lib/criu.sh" ensure >/dev/null || say "goes on without CRIU: everything works except migrate, checkpoint and restart (ssi doctor says more)"
}

# True while nothing that goes into the build is newer than the stamp. A removed file shows by its directory's time.
built() {
  [ -f "$stamp" ] && [ -f "$home/ssi-kernel-agent/target/ssi-agent.jar" ] || return 1
  [ -x "$home/ssi-tools/target/native/ssi" ] && [ -x "$home/ssi-tools/target/lib/ssi-java" ] && [ -x "$home/linux-host/target/native/ssi-keeper" ] || return 1
  local newer
  newer=$(cd "$home" && find . -path '*/target' -prune -o -path './*/src/main*' -newer "$stamp" -print -quit \
    -o -name pom.xml -newer "$stamp" -print -quit)
  [ -z "$newer" ]
}

build() {
  local started=$SECONDS log=$home/target/build.log
  mkdir -p "$home/target"
  say "building (log: $log)"
  touch "$stamp.new"
  if ! (cd "$home" && JAVA_HOME=$ssi_java_home mvn -B -ntp -q -Pquick -Dmaven.test.skip=true -pl ssi-kernel-agent -am package) >"$log" 2>&1 </dev/null; then
    grep -m5 ERROR "$log" >&2
    die "the build failed; see $log"
  fi
  # Where the client looks for what starts Java.
  mkdir -p "$home/ssi-tools/target/lib"
  ln -sfn ../../../bin/lib/ssi-java "$home/ssi-tools/target/lib/ssi-java"
  bash "$home/bin/lib/archive.sh" >>"$log" 2>&1 || say "no shared class archive (see $log): agents start slower and take more memory"
  mv "$stamp.new" "$stamp"
  say "built in $((SECONDS - started)) s"
}

main() {
  local verb=${1:-}
  if built; then
    case $verb in
      doctor | demo) ensure_criu ;;
    esac
    # The stamp is also what the quick look of bin/ssi compares with the last commit.
    if [ "$home/.git/logs/HEAD" -nt "$stamp" ] && [ -w "$stamp" ]; then touch "$stamp"; fi
    return 0
  fi
  require_root "the first call${verb:+ (ssi $verb)}, which installs packages and CRIU and builds,"
  mkdir -p "$home/target"
  exec 9>"$home/target/set-up.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "waiting for another set-up of $home"
    flock 9
  fi
  ensure_packages
  ensure_jdk
  ensure_criu
  built || build
}

case ${1:-} in
  --needs)
    require_root "bin/verify, which installs packages and CRIU and makes network and pid namespaces,"
    ensure_packages
    ensure_jdk
    ensure_criu ;;
  *) main "$@" ;;
esac
