# Many processes that do nothing: what it costs to list them, and what an agent takes that has them. Sourced by benchmarks/run.

crowd_rounds=${CROWD_ROUNDS:-11}
crowd_seconds=${CROWD_SECONDS:-60}

# crowd NODE COUNT: an application of so many processes; waits until they are there. Leaves its id in crowd_id.
crowd() {
  crowd_id=$(ssi run -d --json -w "$1" -- "$scratch/crowd" "$2" | grep -o '"application":[0-9]*' | cut -d: -f2) || die "no crowd on $1"
  local tenths
  for ((tenths = 0; tenths < 600; tenths++)); do
    [ "$(ssi logs "$crowd_id")" != ready ] || return 0
    sleep 0.1
  done
  die "the crowd on $1 did not come together"
}

# Percent of a core that an agent used over so many seconds.
used_by() {
  local agent=$1 before used
  before=$(ticks_of "$agent")
  sleep "$crowd_seconds"
  used=$(($(ticks_of "$agent") - before))
  awk -v used="$used" -v hertz="$(getconf CLK_TCK)" -v time="$crowd_seconds" 'BEGIN {printf "%.2f", used * 100 / hertz / time}'
}

measure_crowd_listed() {
  local node round ours theirs count
  for node in 1 2 3; do
    crowd "node$node" 3333
  done
  for ((round = 0; round <= crowd_rounds; round++)); do
    # By turns, and the first of each is thrown away.
    echo "$(timed "$ssi_client" --cluster "$cluster" --on node1 ps -e) $(timed ps -e)"
  done | sed 1d >"$scratch/crowd.times"
  count=$(ssi --on node1 ps -e | wc -l)
  cut -d' ' -f1 "$scratch/crowd.times" >"$scratch/crowd.ssi"
  cut -d' ' -f2 "$scratch/crowd.times" >"$scratch/crowd.local"
  ours=$(median "$scratch/crowd.ssi")
  theirs=$(median "$scratch/crowd.local")
  result "ps -e, $count processes" "$ours ms ($(spread "$scratch/crowd.ssi"))" "ps -e on the machine: $theirs ms ($(spread "$scratch/crowd.local"))" \
    "$(times "$ours" "$theirs")" "<= 5"
}

measure_crowd_watched() {
  local agent asked idle watched other top
  crowd node2 1000
  agent=$(agent_of node2)
  asked=$(agent_of node1)
  say "waits ${CROWD_SETTLE:-30} s, then measures three times $crowd_seconds s"
  sleep "${CROWD_SETTLE:-30}"
  idle=$(used_by "$agent")
  result "agent with 1000 idle processes" "$idle %" "-" "-" "<= 1 % of a core"
  "$ssi_client" --cluster "$cluster" --on node1 top -b -d 1 >/dev/null 2>&1 </dev/null &
  top=$!
  # The first looks compile what they need.
  sleep "${CROWD_SETTLE:-30}"
  watched=$(used_by "$agent")
  other=$(used_by "$asked")
  kill "$top"
  wait "$top"
  result "the same, watched each second" "$watched %" "the agent that watches: $other %" "-" "-"
}

measure_crowd() {
  up --nodes 3
  measure_crowd_watched
  ssi kill -KILL "$crowd_id"
  measure_crowd_listed
  # Nobody after this wants them.
  down
}
