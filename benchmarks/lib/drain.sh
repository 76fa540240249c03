# Thirty small applications leave a node with `ssi node remove`, against one `ssi migrate` after the other. Sourced by benchmarks/run.

# start_small COUNT: on node1.
start_small() {
  local count=$1 round
  for ((round = 0; round < count; round++)); do
    ssi --on node1 run -w node1 -d -- sleep 100000 >>"$scratch/small" || die "ssi run failed"
  done
}

# To the two other nodes by turns.
one_after_the_other() {
  local turn=0 gpid
  while read -r gpid; do
    ssi --on node1 migrate "$gpid" "node$((turn % 2 + 2))" || return
    turn=$((turn + 1))
  done <"$scratch/small"
}

all_back() {
  local gpid
  while read -r gpid; do
    ssi --on node1 migrate "$gpid" node1 >/dev/null || die "the way back failed"
  done <"$scratch/small"
}

measure_drain() {
  local count=${DRAIN_APPLICATIONS:-30} rounds=${DRAIN_ROUNDS:-5} round
  up --nodes 3
  : >"$scratch/small"
  start_small "$count"
  rm -f "$scratch"/drain.*
  for ((round = 0; round <= rounds; round++)); do
    timed one_after_the_other >>"$scratch/drain.single" || exit
    all_back
    timed ssi --on node2 node remove -n node1 >>"$scratch/drain.drain" || exit
    ssi --on node2 node add -n node1 >&2 || die "node1 did not come back"
    all_back
  done
  say "memory of the largest agent at its peak: $(agents_peak) MiB (RSS)"
  local ours single way
  for way in drain single; do
    sed 1d "$scratch/drain.$way" >"$scratch/drained.$way"
  done
  ours=$(median "$scratch/drained.drain") single=$(median "$scratch/drained.single")
  result "drain of $count applications" "$ours ms ($(spread "$scratch/drained.drain"))" \
    "one ssi migrate after the other: $single ms ($(spread "$scratch/drained.single"))" "$(times "$single" "$ours") times faster" ">= 3"
  local gpid
  while read -r gpid; do ssi --on node2 kill -KILL "$gpid" || say "$gpid did not end"; done <"$scratch/small"
}
