# `ssi checkpoint`, to two holders, against a plain dump to one disk with fsync. Sourced by benchmarks/run after migrate.sh.

# dump_to_disk PID DIRECTORY: what a person without ssi does; the program runs on.
dump_to_disk() {
  # shellcheck disable=SC2016
  inside "$1" sh -ec 'rm -rf "$2" && mkdir -m 700 "$2" && "$1" dump -t 100 -D "$2" -o dump.log --leave-running && sync "$2"/*' \
    dump "$criu" "$2"
}

# number NAME: a number of the document that the last command printed.
number() { grep -o "\"$1\":[0-9.]*" "$scratch/out" | head -1 | cut -d: -f2; }

# checkpointed NAME: takes a version; one line for NAME, `time, gap, MiB of the image, MiB that were added`.
checkpointed() {
  local begin took
  begin=${EPOCHREALTIME/./}
  took=$(timed ssi --on node1 checkpoint --json "$application") || exit
  sleep 0.3
  echo "$took $(gap "$scratch/own" "$begin") $(number bytes) $(number stored_bytes)" >>"$scratch/ckpt.$1"
}

# The most memory that an agent ever had, MiB.
agents_peak() {
  local node most=0 kib
  for node in node1 node2 node3; do
    kib=$(awk '/^VmHWM/ {print $2}' "/proc/$(agent_of "$node")/status")
    [ "${kib:-0}" -le "$most" ] || most=$kib
  done
  echo $((most / 1024))
}

measure_checkpoint() {
  local size=${CHECKPOINT_MIB:-1024} rounds=${CHECKPOINT_ROUNDS:-5} round one application begin took way column
  [ -x "$criu" ] || die "there is no $criu: ssi doctor gets it"
  up --nodes 3
  one=$(make_container node1) || exit
  # shellcheck disable=SC2016
  inside "$one" bash -c 'for fd in {3..255}; do eval "exec $fd>&-"; done
    echo 99 >/proc/sys/kernel/ns_last_pid; setsid "$@" </dev/null >/dev/null 2>&1 &' start \
    "$scratch/ticker" "$size" "$scratch/raw"
  application=$(ssi --on node1 run -w node1 -d --json -- "$scratch/ticker" "$size" "$scratch/own" \
    | sed -n 's/.*"application":\([0-9]*\).*/\1/p')
  [ -n "$application" ] || die "ssi run failed"
  wait_ready "$scratch/raw"
  wait_ready "$scratch/own"
  inside "$one" sh -c 'echo 20000 >/proc/sys/kernel/ns_last_pid'
  rm -f "$scratch"/ckpt.*
  for ((round = 0; round <= rounds; round++)); do
    warm_memory "$size"
    sync
    begin=${EPOCHREALTIME/./}
    took=$(timed dump_to_disk "$one" "$scratch/dump") || exit
    sleep 0.3
    echo "$took $(gap "$scratch/raw" "$begin")" >>"$scratch/ckpt.dump"
    rm -rf "$scratch/dump"
    warm_memory "$size"
    sync
    checkpointed first
    # The program changes one page in fifty, all over its memory.
    ssi --on node1 kill -USR1 "$application" || die "the program did not get the signal"
    sleep 1
    checkpointed next
    ssi --on node1 ckpt rm --all "$application" >&2 || die "the versions could not be deleted"
    sleep 1
  done
  say "memory of the largest agent at its peak: $(agents_peak) MiB (RSS)"
  ssi --on node1 kill -KILL "$application" || say "application $application did not end"
  kill -KILL "$one"
  [ -z "${KEEP:-}" ] || cp "$scratch"/ckpt.* "$KEEP"
  for way in dump first next; do
    for column in 1 2 3 4; do
      sed 1d "$scratch/ckpt.$way" | cut -s -d' ' -f$column >"$scratch/$column.$way"
    done
  done
  compare_checkpoint "checkpoint of $size MiB: frozen" 2 first "<= 1.2"
  compare_checkpoint "checkpoint of $size MiB: command" 1 first "<= 2.5"
  compare_checkpoint "next version, 2 % of the pages changed: command" 1 next -
  local added whole
  added=$(median "$scratch/4.next") whole=$(median "$scratch/3.next")
  result "next version: bytes stored" "$(awk -v b="$added" 'BEGIN {printf "%.1f MiB", b / 1048576}')" \
    "its size: $(awk -v b="$whole" 'BEGIN {printf "%.1f MiB", b / 1048576}')" \
    "$(awk -v a="$added" -v b="$whole" 'BEGIN {printf "%.4f", a / b}')" "<= 0.05"
}

# compare_checkpoint WHAT COLUMN OURS GOAL
compare_checkpoint() {
  local ours plain
  ours=$(median "$scratch/$2.$3") plain=$(median "$scratch/$2.dump")
  result "$1" "$ours ms ($(spread "$scratch/$2.$3"))" "criu dump, fsync: $plain ms ($(spread "$scratch/$2.dump"))" \
    "$(times "$ours" "$plain")" "$4"
}
