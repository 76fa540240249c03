# What an agent with nothing to do takes: memory and processor time, in a cluster of four. Sourced by benchmarks/run.

idle_seconds=${IDLE_SECONDS:-60}

# The agent of a node, as the machine numbers it: the one child of the node's init that is Java.
agent_of() {
  local child
  for child in $(pgrep -P "$(init_of "$1")"); do
    if tr '\0' '\n' <"/proc/$child/cmdline" | grep -qx "/run/ssi/$cluster/$1.conf"; then
      echo "$child"
      return
    fi
  done
  die "no agent in $1"
}

# Processor time of a process in clock ticks: fields 14 and 15 of proc_pid_stat(5); the name may hold blanks.
ticks_of() { sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'; }

measure_idle() {
  up --nodes 3 --spare 1
  say "waits ${IDLE_SETTLE:-30} s for the start to be over, then measures for $idle_seconds s"
  sleep "${IDLE_SETTLE:-30}"
  local node agents=() before=() index pss used
  for node in node1 node2 node3 node4; do
    agents+=("$(agent_of $node)") || exit
    before+=("$(ticks_of "${agents[-1]}")")
  done
  sleep "$idle_seconds"
  for index in 0 1 2 3; do
    used=$(($(ticks_of "${agents[$index]}") - before[index]))
    awk -v used="$used" -v hertz="$(getconf CLK_TCK)" -v time="$idle_seconds" 'BEGIN {printf "%.2f\n", used * 100 / hertz / time}'
  done >"$scratch/idle.cpu"
  for index in 0 1 2 3; do
    awk '/^Pss:/ {printf "%.1f\n", $2 / 1024}' "/proc/${agents[$index]}/smaps_rollup"
  done >"$scratch/idle.pss"
  pss=$(sort -n "$scratch/idle.pss" | tail -1)
  used=$(sort -n "$scratch/idle.cpu" | tail -1)
  result "idle agent of four, memory (PSS)" "$pss MiB at most" "each: $(paste -sd' ' "$scratch/idle.pss")" "-" "<= 200 MiB"
  result "idle agent of four, $idle_seconds s" "$used % at most" "each: $(paste -sd' ' "$scratch/idle.cpu")" "-" "<= 2 % of a core"
}
