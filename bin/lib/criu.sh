#!/usr/bin/env bash
# Gets a CRIU that works on this machine.
#
#   bin/lib/criu.sh ensure    use the system's criu if it passes the self-test, else install a private one
#   bin/lib/criu.sh check     run the self-test of the chosen criu again
#   bin/lib/criu.sh command   print the chosen command, one argument per line
#
# Or source it and call ssi_criu_ensure. Everything lies in ${SSI_CACHE:-/var/cache/ssi}/criu:
#
#   command   the argument vector, one element per line
#   criu      the same as an executable
#   checked   version, kernel release and the reason for the choice: what makes a second call cheap
#   root-*    the private installation, if one was needed
#
# The private one comes from a newer suite of the Debian archive that this machine's own apt sources name. It has its
# own package lists and is unpacked beside the system: no package of the system is installed, upgraded or removed.

# What the self-test dumps: a server on an internet socket that answers "pid count". Perl is in every Debian.
# shellcheck disable=SC2016
SSI_CRIU_SERVER='
  use Socket; $SIG{PIPE} = "IGNORE";
  socket(S, PF_INET, SOCK_STREAM, 0) or die; setsockopt(S, SOL_SOCKET, SO_REUSEADDR, pack("l", 1)) or die;
  bind(S, sockaddr_in(7007, INADDR_LOOPBACK)) or die; listen(S, 4) or die;
  while (accept(C, S)) { syswrite(C, "$$ " . ++$n . "\n"); close(C); }'

# shellcheck disable=SC2016
SSI_CRIU_CLIENT='
  use Socket;
  for (1 .. 100) {
    socket(C, PF_INET, SOCK_STREAM, 0) or die;
    if (connect(C, sockaddr_in(7007, INADDR_LOOPBACK))) { print scalar <C>; exit 0; }
    select(undef, undef, undef, 0.05);
  }
  exit 1;'

# shellcheck disable=SC2016
SSI_CRIU_LO_UP='
  use Socket; socket(S, PF_INET, SOCK_DGRAM, 0) or die;
  my $request = pack("a16 s x22", "lo", 1); ioctl(S, 0x8914, $request) or die;'

# Runs as pid 1 of fresh namespaces. Arguments: a directory for images, then the command of criu.
# shellcheck disable=SC2016
SSI_CRIU_TRIAL='
  images=$1; shift
  # What a caller left open belongs to other mounts, and would be a part of the test program.
  for fd in /proc/self/fd/*; do fd=${fd##*/}; [ "$fd" -le 2 ] || eval "exec $fd>&-"; done
  fail() { echo "$1: $(cat "$images"/*.log 2>/dev/null | grep Error | grep -v RLIMIT_NOFILE | head -n 1)"; cat "$images"/*.log 2>/dev/null; exit 1; }
  case $images in /run/*) ;; *) mount -t tmpfs tmpfs /run || fail "cannot mount a tmpfs" ;; esac
  mount -t tmpfs tmpfs "$images" || fail "cannot mount a tmpfs"
  perl -e "$LO_UP" 2>/dev/null || fail "cannot set the loopback interface up"
  cd / || exit 1
  setsid perl -e "$SERVER" </dev/null >/dev/null 2>&1 &
  pid=$!
  before=$(perl -e "$CLIENT") || fail "the test program did not start"
  [ "$before" = "$pid 1" ] || fail "the test program answered \"$before\""
  "$@" --no-default-config dump -t "$pid" -D "$images" -o dump.log -v2 --manage-cgroups=ignore >"$images/out.log" 2>&1 || fail "dump failed"
  wait "$pid" 2>/dev/null
  "$@" --no-default-config restore -d -D "$images" -o restore.log -v2 --manage-cgroups=ignore >"$images/out.log" 2>&1 || fail "restore failed"
  after=$(perl -e "$CLIENT") || fail "the restored program does not answer"
  [ "$after" = "$pid 2" ] || fail "the restored program answered \"$after\" instead of \"$pid 2\""
'

ssi_criu_say() { echo "criu: $*" >&2; }

ssi_criu_fail() {
  echo "criu: error: $*" >&2
  return 1
}

ssi_criu_home() { echo "${SSI_CACHE:-/var/cache/ssi}/criu"; }

# Prints the version of the criu given as a command, empty if it does not start.
ssi_criu_version() {
  "$@" --version 2>/dev/null | sed -n 's/^Version: *//p'
}

# Dumps and restores a program in fresh namespaces; on failure prints why. Arguments: the command of criu.
ssi_criu_self_test() {
  local images status
  images=$(mktemp -d "${TMPDIR:-/tmp}/ssi-criu.XXXXXX") || return 1
  LO_UP=$SSI_CRIU_LO_UP SERVER=$SSI_CRIU_SERVER CLIENT=$SSI_CRIU_CLIENT \
    timeout -k 5 60 unshare --mount --propagation private --pid --net --uts --ipc --fork --kill-child --mount-proc \
    bash -c "$SSI_CRIU_TRIAL" trial "$images" "$@" </dev/null 2>&1
  status=$?
  rmdir "$images"
  [ "$status" -lt 124 ] || echo "no end within 60 s"
  return "$status"
}

# Prints "kind|options or file:stanza|address" of every entry of this machine's apt sources that is the Debian archive:
# its suite is one of Debian's own names as a whole word and its components hold main.
ssi_criu_sources() {
  local directory=${SSI_APT_DIRECTORY:-/etc/apt} file
  for file in "$directory"/sources.list "$directory"/sources.list.d/*.list; do
    [ -r "$file" ] && awk -v suites="$1" '
      function unspace(s) { gsub(/[ \t]*=[ \t]*/, "=", s); return s }
      BEGIN { n = split(suites, list, " "); for (i = 1; i <= n; i++) known[list[i]] = 1 }
      $1 == "deb" {
        line = $0; sub(/#.*/, "", line); sub(/^[ \t]*deb[ \t]+/, "", line); options = ""
        if (match(line, /^\[[^]]*\]/)) { options = substr(line, 1, RLENGTH); line = substr(line, RLENGTH + 1) }
        count = split(line, word, " "); main = 0
        for (i = 3; i <= count; i++) if (word[i] == "main") main = 1
        if (main && word[2] in known) print "deb|" options "|" word[1]
      }' "$file"
  done
  for file in "$directory"/sources.list.d/*.sources; do
    [ -r "$file" ] && awk -v suites="$1" '
      BEGIN { n = split(suites, list, " "); for (i = 1; i <= n; i++) known[list[i]] = 1 }
      function flush_stanza(   i, count, word, fits) {
        if (tolower(field["enabled"]) !~ /^(no|false|off|0|without|disable)$/ && (" " field["types"] " ") ~ / deb / && (" " field["components"] " ") ~ / main /) {
          count = split(field["suites"], word, " "); fits = 0
          for (i = 1; i <= count; i++) if (word[i] in known) fits = 1
          count = split(field["uris"], word, " ")
          if (fits) for (i = 1; i <= count; i++) print "deb822|" FILENAME ":" stanza "|" word[i]
        }
        delete field; name = ""
      }
      /^[ \t]*$/ { flush_stanza(); stanza++; next }
      /^#/ { next }
      /^[ \t]/ { text = $0; gsub(/^[ \t]+|[ \t]+$/, "", text); field[name] = field[name] " " text; next }
      { name = tolower(substr($0, 1, index($0, ":") - 1)); text = substr($0, index($0, ":") + 1); gsub(/^[ \t]+|[ \t]+$/, "", text); field[name] = text }
      END { flush_stanza() }' "$file"
  done
}

# Prints the fields of a deb822 stanza that say how it is signed and reached, that is all but the place and the names.
ssi_criu_stanza_options() {
  awk -v wanted="${1##*:}" '
    /^[ \t]*$/ { stanza++; keep = 0; next }
    stanza + 0 != wanted + 0 || /^#/ { next }
    /^[ \t]/ { if (keep) print; next }
    { name = tolower(substr($0, 1, index($0, ":") - 1)); keep = name !~ /^(types|uris|suites|components|enabled)$/ }
    keep { print }' "${1%:*}"
}

# Runs apt-get with lists, cache and status of its own. First argument: its directory.
ssi_criu_apt() {
  local place=$1 source=$1/newer.sources
  shift
  [ -e "$source" ] || source=$place/newer.list
  apt-get -q -c "$place/apt.conf" -o Dir::Etc::SourceList="$source" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null -o APT::Default-Release= \
    -o Dir::State="$place/state" -o Dir::State::Lists="$place/state/lists" -o Dir::State::status="$place/status" \
    -o Dir::Cache="$place/cache" -o APT::Sandbox::User=root -o APT::Get::List-Cleanup=false \
    -o Acquire::Languages=none -o Acquire::Retries=2 "$@"
}

# Fetches criu and the libraries it needs from one suite and unpacks them. Arguments: working directory, source line, suite.
ssi_criu_fetch() {
  local place=$1 kind options address suite=$3 packages deb
  IFS='|' read -r kind options address <<<"$2"
  rm -rf "$place"
  mkdir -p "$place/state/lists/partial" "$place/cache/archives/partial" "$place/packages" "$place/root" || return 1
  : >"$place/status"
  # The machine's hooks are about its own lists and packages.
  printf '#clear %s;\n' APT::Update::Pre-Invoke APT::Update::Post-Invoke APT::Update::Post-Invoke-Success >"$place/apt.conf"
  if [ "$kind" = deb ]; then
    echo "deb $options $address $suite main" >"$place/newer.list"
  else
    {
      printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n' "$address" "$suite"
      ssi_criu_stanza_options "$options"
    } >"$place/newer.sources"
  fi
  ssi_criu_apt "$place" update -o APT::Update::Error-Mode=any >"$place/log" 2>&1 || return 1
  packages=$(ssi_criu_apt "$place" -s --no-install-recommends install criu 2>>"$place/log" |
    awk '$1 == "Inst" && ($2 == "criu" || $2 ~ /^lib/) { print $2 }') || return 1
  [ -n "$packages" ] || return 1
  # shellcheck disable=SC2086
  (cd "$place/packages" && ssi_criu_apt "$place" download $packages >>"$place/log" 2>&1) || return 1
  for deb in "$place"/packages/*.deb; do
    dpkg -x "$deb" "$place/root" >>"$place/log" 2>&1 || return 1
  done
  rm -rf "$place/packages" "$place/root/usr/share"
}

# Prints the command that starts the criu of a private installation, one element per line.
ssi_criu_private_command() {
  local root=$1 loader library
  for loader in "$root"/usr/lib64/ld-linux-*.so.* "$root"/usr/lib/*/ld-linux-*.so.* "$root"/lib*/ld-linux-*.so.*; do
    [ -x "$loader" ] && break
  done
  for library in "$root"/usr/lib/*-linux-gnu*; do
    [ -e "$library/libc.so.6" ] && break
  done
  [ -x "$loader" ] && [ -x "$root/usr/sbin/criu" ] || return 1
  printf '%s\n' "$loader" --library-path "$library" "$root/usr/sbin/criu"
}

# Records the choice. Arguments: the reason in one line, then the command of criu.
ssi_criu_choose() {
  local home reason=$1 version
  home=$(ssi_criu_home)
  shift
  version=$(ssi_criu_version "$@")
  printf '%s\n' "$@" >"$home/command.new" || return 1
  { printf '#!/bin/sh\nexec'; printf " '%s'" "$@"; printf ' "$@"\n'; } >"$home/criu.new" || return 1
  chmod 755 "$home/criu.new"
  printf '%s\n%s\n%s\n' "$version" "$(uname -r)" "$reason" >"$home/checked.new" || return 1
  mv "$home/criu.new" "$home/criu" && mv "$home/command.new" "$home/command" && mv "$home/checked.new" "$home/checked" || return 1
  ssi_criu_say "$reason"
}

# Tries the newer suites in order. First argument: why the system's criu is not used.
ssi_criu_install() {
  local why=$1 home suite line version trial outcome lines tried=0 command
  home=$(ssi_criu_home)
  lines=$(ssi_criu_sources "$(ssi_criu_debian_names)" | awk -F'|' '{ print ($3 ~ /\/debian\/?$/ ? 0 : 1) "|" $0 }' | sort -s -t'|' -k1,1 | cut -d'|' -f2- | awk -F'|' '!seen[$3]++')
  [ -n "$lines" ] || { ssi_criu_fail "$why, and no apt source of this machine is the Debian archive: install criu 4.2 or newer yourself"; return 1; }
  for suite in testing forky sid; do
    while read -r line; do
      ssi_criu_say "fetching criu from Debian $suite"
      trial=$home/trial
      if ! ssi_criu_fetch "$trial" "$line" "$suite"; then
        outcome="Debian $suite: $(grep -E '^(E|W|Err)' "$trial/log" | tail -n 1)"
        continue
      fi
      tried=1
      mapfile -t command < <(ssi_criu_private_command "$trial/root")
      version=$(ssi_criu_version "${command[@]}")
      if [ -z "$version" ]; then
        outcome="criu of Debian $suite does not start"
        continue
      fi
      # The name holds the process id too: an older choice may still be running from its own folder.
      mv "$trial/root" "$home/root-$version-$$" || return 1
      mapfile -t command < <(ssi_criu_private_command "$home/root-$version-$$")
      if outcome=$(ssi_criu_self_test "${command[@]}"); then
        rm -rf "$trial"
        ssi_criu_choose "using criu $version of Debian $suite, unpacked in $home, because $why" "${command[@]}" || return 1
        ssi_criu_forget_others "$home/root-$version-$$"
        return 0
      fi
      echo "$outcome" >"$home/self-test.log"
      outcome="criu $version of Debian $suite: $(head -n 1 <<<"$outcome") (log in $home/self-test.log)"
      rm -rf "$home/root-$version-$$"
    done <<<"$lines"
  done
  if [ "$tried" = 0 ]; then
    ssi_criu_fail "$why, and a newer one cannot be fetched ($outcome): check the network and apt's sources, log in $home/trial/log"
  else
    ssi_criu_fail "no criu passes the self-test on kernel $(uname -r): $why; $outcome"
  fi
}

# Removes private installations that no process runs from. First argument: the one to keep.
ssi_criu_forget_others() {
  local root
  for root in "$(ssi_criu_home)"/root-*; do
    if [ -d "$root" ] && [ "$root" != "$1" ] && ! grep -qsF "$root/" /proc/[0-9]*/maps; then rm -rf "$root"; fi
  done
}

ssi_criu_debian_names() {
  local codename
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  echo "$codename stable oldstable testing unstable sid bookworm trixie forky duke"
}

# True if the recorded choice was tested on this kernel and its criu still is the version that was tested.
ssi_criu_chosen() {
  local home version kernel reason command
  home=$(ssi_criu_home)
  [ -s "$home/command" ] && [ -s "$home/checked" ] && [ -x "$home/criu" ] || return 1
  { read -r version && read -r kernel && read -r reason; } <"$home/checked" || return 1
  mapfile -t command <"$home/command"
  [ "$kernel" = "$(uname -r)" ] && [ "$(ssi_criu_version "${command[@]}")" = "$version" ] || return 1
  ssi_criu_say "$reason"
}

ssi_criu_find() {
  local system version outcome why
  ssi_criu_chosen && return 0
  outcome=$(unshare --mount --pid --net --uts --ipc --fork true 2>&1) ||
    { ssi_criu_fail "cannot make namespaces: $outcome"; return 1; }
  if system=$(command -v criu); then
    version=$(ssi_criu_version "$system")
    if [ -z "$version" ]; then
      why="the system's criu does not start"
    elif outcome=$(ssi_criu_self_test "$system"); then
      ssi_criu_choose "using the system's criu $version ($system): it passed the self-test" "$system"
      return
    else
      why="the system's criu $version failed the self-test ($(head -n 1 <<<"$outcome"))"
    fi
  else
    why="the system has no criu"
  fi
  ssi_criu_install "$why"
}

ssi_criu_ensure() {
  local home tool
  home=$(ssi_criu_home)
  [ "$(id -u)" = 0 ] || { ssi_criu_fail "getting a working CRIU needs root: run this as root"; return 1; }
  for tool in unshare flock timeout perl apt-get dpkg awk; do
    command -v "$tool" >/dev/null || { ssi_criu_fail "the program $tool is missing"; return 1; }
  done
  mkdir -p "$home" || { ssi_criu_fail "cannot make $home: set SSI_CACHE to a folder that can be written"; return 1; }
  (
    flock -w 900 9 || { ssi_criu_fail "another call holds $home/lock for 15 minutes"; exit 1; }
    ssi_criu_find 9>&-
  ) 9>"$home/lock"
}

ssi_criu_check() {
  local home outcome command
  home=$(ssi_criu_home)
  [ -s "$home/command" ] || { ssi_criu_fail "none chosen yet: run '$0 ensure'"; return 1; }
  mapfile -t command <"$home/command"
  outcome=$(ssi_criu_self_test "${command[@]}") || { ssi_criu_fail "self-test failed: $(head -n 1 <<<"$outcome")"; return 1; }
  ssi_criu_say "$(ssi_criu_version "${command[@]}") passed the self-test on kernel $(uname -r)"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  case ${1:-} in
    ensure) ssi_criu_ensure ;;
    check) ssi_criu_check ;;
    command) cat "$(ssi_criu_home)/command" ;;
    *) echo "usage: criu.sh ensure | check | command" >&2 && exit 2 ;;
  esac
fi
