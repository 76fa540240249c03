# `ssi migrate` against two scripts that do the same with CRIU alone, between containers of the same two nodes.
# Sourced by benchmarks/run. Images are kept in memory (/run of the node), as ssi does.

criu=${CRIU:-/var/cache/ssi/criu/criu}
images=/run/bench-images
port=7400

# Makes a container as ssi does in a node: own pid and mount namespace, own /proc. Prints its pid 1, as the machine numbers it.
make_container() {
  local child tries
  inside "$(init_of "$1")" unshare --pid --mount --fork --mount-proc "$keeper" init </dev/null >/dev/null 2>&1 &
  child=$!
  # Down from the shell that starts it, by way of nsenter and unshare.
  for tries in {1..500}; do
    [ "$(cat "/proc/$child/comm")" != ssi-keeper ] || break
    child=$(pgrep -P "$child" || echo "$child")
    sleep 0.01
  done
  [ "$(cat "/proc/$child/comm")" = ssi-keeper ] || die "no container in $1 after $tries tries"
  echo "$child"
}

# Both ends start at the same time, and each enters its container once. Arguments of both: criu, directory of images,
# address of the target, port, way. The page server takes one connection only, so it is the listener of the second one,
# started after it, that shows that it is there.
# shellcheck disable=SC2016
sender='
set -e
cd "$2"
dial() { until exec 3>"/dev/tcp/$3/$4"; do sleep 0.002; done 2>/dev/null; }
case $5 in
  copy)
    "$1" dump -t 100 -D . -o dump.log
    dial "$@" ;;
  page-server)
    dial "$@"
    "$1" dump -t 100 -D . -o dump.log --page-server --address "$3" --port "$(($4 + 1))" 3>&- ;;
esac
tar -cf - --exclude=dump.log . >&3'
# shellcheck disable=SC2016
receiver='
set -e -o pipefail
cd "$2"
if [ "$5" = page-server ]; then
  "$1" page-server -D . -o server.log --address 0.0.0.0 --port "$(($4 + 1))" --daemon --pidfile server.pid
fi
socat -u -b 262144 "TCP-LISTEN:$4,reuseaddr" STDOUT | tar -xf -
if [ "$5" = page-server ]; then
  while kill -0 "$(cat server.pid)" 2>/dev/null; do sleep 0.002; done
fi
exec "$1" restore -d -D . -o restore.log'

# move_by_script WAY FROM TO ADDRESS: from container to container.
move_by_script() {
  local restoring
  inside "$3" timeout 60 bash -c "$receiver" receiver "$criu" "$images" "$4" "$port" "$1" &
  restoring=$!
  inside "$2" timeout 60 bash -c "$sender" sender "$criu" "$images" "$4" "$port" "$1" || return
  wait "$restoring"
}

empty_images() {
  local container
  for container; do
    inside "$container" sh -c 'rm -rf "$1" && mkdir -m 700 "$1"' empty "$images"
  done
}

# gap FILE SINCE: the longest gap in milliseconds that the program noted from there on, once it has run on.
gap() {
  local begin=$2 longest
  for _ in {1..100}; do
    longest=$(awk -v begin="$begin" '$1 > begin && $2 > most {most = $2} END {printf "%.1f", most / 1000}' "$1")
    [ "$longest" = 0.0 ] || break
    sleep 0.05
  done
  echo "$longest"
}

# A virtual machine may have given free memory back to its host, and getting it again takes longer than the copying: so
# before each move as much as any of them needs is taken and let go. Argument: MiB of the program.
warm_memory() {
  local file=/dev/shm/ssi-bench.$$
  head -c "$(($1 * 4))M" /dev/zero >"$file"
  rm -f "$file"
}

# measured NAME LOG COMMAND...: one line for NAME, `time of the whole command, gap`.
measured() {
  local name=$1 log=$2 begin took
  shift 2
  begin=${EPOCHREALTIME/./}
  took=$(timed "$@") || exit
  sleep 0.3
  echo "$took $(gap "$log" "$begin")" >>"$scratch/move.$name"
}

wait_ready() {
  local tries
  for tries in {1..300}; do
    grep -q ready "$1" 2>/dev/null && return
    sleep 0.1
  done
  die "after $tries tries the program has not written $1"
}

# migrate_size NAME MEBIBYTES ROUNDS TIMES GAP: the last two are the goals.
migrate_size() {
  local name=$1 size=$2 rounds=$3 round
  local one two here there application
  one=$(make_container node1) && two=$(make_container node2) || exit
  # What it inherits from outside, CRIU could not find again.
  # shellcheck disable=SC2016
  inside "$one" bash -c 'for fd in {3..255}; do eval "exec $fd>&-"; done
    echo 99 >/proc/sys/kernel/ns_last_pid; setsid "$@" </dev/null >/dev/null 2>&1 &' start \
    "$scratch/ticker" "$size" "$scratch/raw.$name"
  application=$(ssi --on node1 run -w node1 -d --json -- "$scratch/ticker" "$size" "$scratch/own.$name" \
    | sed -n 's/.*"application":\([0-9]*\).*/\1/p')
  [ -n "$application" ] || die "ssi run failed"
  wait_ready "$scratch/raw.$name"
  wait_ready "$scratch/own.$name"
  # No helper may get the number of the program.
  inside "$one" sh -c 'echo 20000 >/proc/sys/kernel/ns_last_pid'
  inside "$two" sh -c 'echo 20000 >/proc/sys/kernel/ns_last_pid'
  rm -f "$scratch"/move.*
  : >"$scratch/phases.$name"
  for ((round = 0; round <= rounds; round++)); do
    here=$((round % 2 + 1))
    there=$((2 - round % 2))
    warm_memory "$size"
    measured ssi "$scratch/own.$name" ssi --on node$here migrate "$application" node$there --json
    cat "$scratch/out" >>"$scratch/phases.$name"
    empty_images "$one" "$two"
    warm_memory "$size"
    measured copy "$scratch/raw.$name" move_by_script copy "$one" "$two" 10.77.0.2
    empty_images "$one" "$two"
    warm_memory "$size"
    measured page-server "$scratch/raw.$name" move_by_script page-server "$two" "$one" 10.77.0.1
  done
  ssi --on node1 kill -KILL "$application" || say "application $application did not end"
  kill -KILL "$one" "$two"
  report_moves "$name" "$size" "$4" "$5"
}

report_moves() {
  local way column what goal best_time best_name ours line
  [ -z "${KEEP:-}" ] || cp "$scratch/phases.$1" "$scratch"/move.* "$KEEP"
  for way in ssi copy page-server; do
    # The first of each fills caches.
    sed 1d "$scratch/move.$way" | cut -d' ' -f1 >"$scratch/time.$way"
    sed 1d "$scratch/move.$way" | cut -d' ' -f2 >"$scratch/gap.$way"
  done
  for what in time gap; do
    goal=$3
    [ "$what" = time ] || goal=$4
    ours=$(median "$scratch/$what.ssi")
    best_name=copy best_time=$(median "$scratch/$what.copy") line=$(median "$scratch/$what.page-server")
    if awk -v a="$line" -v b="$best_time" 'BEGIN {exit !(a < b)}'; then
      best_name=page-server best_time=$line line=$(median "$scratch/$what.copy")
    fi
    result "migrate $1, $2 MiB, ${what/time/command}" "$ours ms ($(spread "$scratch/$what.ssi"))" \
      "$best_name: $best_time ms ($(spread "$scratch/$what.$best_name")), other $line" "$(times "$ours" "$best_time")" "<= $goal"
  done
  say "phases of ssi migrate, median ms: $(phases "$scratch/phases.$1")"
}

phases() {
  grep -o '"phase":"[a-z_-]*","ms":[0-9.]*' "$1" | sed 's/"phase":"//; s/","ms":/ /' | sort -k1,1 -k2,2n \
    | awk '{if ($1 != last) {show(); n = 0; last = $1} v[++n] = $2} END {show()}
        function show() {if (n) printf "%s %s  ", last, v[int((n + 1) / 2)]}'
}

measure_migrate() {
  [ -x "$criu" ] || die "there is no $criu: ssi doctor gets it"
  up --nodes 3
  migrate_size small "${SMALL_MIB:-8}" "${SMALL_ROUNDS:-15}" 2.0 1.5
  migrate_size large "${LARGE_MIB:-256}" "${LARGE_ROUNDS:-9}" 0.8 0.8
  # By now Java has compiled what the agents use.
  migrate_size small-warm "${WARM_MIB:-16}" "${SMALL_ROUNDS:-15}" 1.2 1.2
  migrate_size huge "${HUGE_MIB:-1024}" "${HUGE_ROUNDS:-5}" 0.8 0.8
}
