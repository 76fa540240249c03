# What all measurements use. Sourced by benchmarks/run.

ssi_client=$home/ssi-tools/target/native/ssi
keeper=$home/linux-host/target/native/ssi-keeper
cluster=bench-$$
scratch=
running=

die() {
  echo "benchmarks: $*" >&2
  exit 1
}

say() { echo "benchmarks: $*" >&2; }

prepare() {
  [ "$(id -u)" = 0 ] || die "making virtual nodes needs root: run it as root, or with sudo"
  if ! [ -x "$ssi_client" ] || ! [ -x "$keeper" ]; then
    die "there is no build in $home: make one with $home/bin/ssi version"
  fi
  local missing=() need
  for need in clush:clustershell /usr/sbin/sshd:openssh-server socat:socat gcc:gcc; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need##*:}")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    say "installing ${missing[*]}"
    # A server of the machine's own is not wanted: only those of the virtual nodes.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >/dev/null 2>&1 </dev/null \
      || die "installing ${missing[*]} failed: try apt-get update, or install them by hand"
  fi
  # Not below /tmp or /run: those are private to each virtual node.
  scratch=$(mktemp -d /var/tmp/ssi-bench.XXXXXX)
  : >"$scratch/results"
  local program
  for program in ticker crowd; do
    gcc -O2 -Wall -Wextra -Werror -o "$scratch/$program" "$benchmarks/src/main/c/$program.c" || die "compiling $program.c failed"
  done
}

# The verbs that need no agent go to Java directly, as the client would.
local_verb() { sh "$home/bin/lib/ssi-java" "$@" </dev/null; }
ssi() { "$ssi_client" --cluster "$cluster" "$@" </dev/null; }

up() {
  [ "$running" != "$*" ] || return 0
  down
  running=$*
  local_verb up --cluster "$cluster" "$@" >&2 || die "the cluster did not start"
}

down() {
  [ -n "$running" ] || return 0
  running=
  local_verb down --cluster "$cluster" >&2 || say "the cluster $cluster did not end: try ssi --cluster $cluster down"
}

finish() {
  down
  [ -z "$scratch" ] || rm -rf "$scratch" /dev/shm/ssi-bench*.$$
}

# The pid of a node's init, as the machine numbers it.
init_of() { cut -d: -f1 "/run/ssi/$cluster/$1.init"; }
inside() {
  local pid=$1
  shift
  nsenter --target "$pid" --mount --uts --ipc --net --pid "$@"
}

# Runs a command and prints how many milliseconds it took.
timed() {
  local started=$EPOCHREALTIME ended
  "$@" >"$scratch/out" 2>"$scratch/err" || {
    cat "$scratch/out" "$scratch/err" >&2
    die "this failed: $*"
  }
  ended=$EPOCHREALTIME
  awk -v a="$started" -v b="$ended" 'BEGIN {printf "%.1f\n", (b - a) * 1000}'
}

# Of the numbers in a file, one a line.
median() { sort -n "$1" | awk '{v[NR] = $1} END {printf "%.1f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
spread() { sort -n "$1" | awk 'NR == 1 {low = $1} {high = $1} END {printf "%.0f-%.0f", low, high}'; }

# result WHAT OURS OTHER RATIO GOAL: a line of the table; ratio and goal may be "-".
result() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$scratch/results"
  say "$(printf '%s: %s | %s | %s | %s' "$@")"
}

# How many times A is B: one of two medians through the other.
times() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }

print_table() {
  awk -F'\t' 'BEGIN {row = "%-34s %-24s %-44s %-8s %s\n"; printf row, "WHAT", "SSI", "BESIDE IT", "RATIO", "GOAL"} {printf row, $1, $2, $3, $4, $5}' \
    "$scratch/results"
}
