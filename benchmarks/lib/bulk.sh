# A file over a bulk stream of ours, as images go, against ssh with an open connection and against openssl over plain TCP.
# Sourced by benchmarks/run after ps.sh.

bulk_port=7950

# bulk_java NODE ARGUMENTS...: in a node, as agents run.
bulk_java() {
  local node=$1 java
  shift
  java=$(readlink "/proc/$(agent_of "$node")/exe") || die "the agent of $node has gone"
  inside "$(init_of "$node")" "$java" -XX:+UseSerialGC -Xlog:disable --enable-native-access=ALL-UNNAMED \
    -Djava.net.preferIPv4Stack=true -cp "$home/ssi-kernel-agent/target/ssi-agent.jar" "$benchmarks/src/main/java/BulkCopy.java" "$@"
}

copy_by_ssh() {
  inside "$(init_of node1)" ssh -F "$scratch/master.conf" -c aes128-gcm@openssh.com 10.77.0.2 "cat >$place/out" <"$place/in"
}

# Encrypted, and not even checked: openssl enc knows no cipher that does.
# shellcheck disable=SC2016
copy_by_openssl() {
  local receiving
  inside "$(init_of node2)" timeout 60 sh -c 'socat -u -b 262144 "TCP-LISTEN:$1,reuseaddr" STDOUT | openssl enc -d -aes-128-ctr -pass pass:bench -pbkdf2 -iter 1 >"$2/out"' \
    receive $bulk_port "$place" &
  receiving=$!
  inside "$(init_of node1)" timeout 60 bash -c '
    until exec 3>"/dev/tcp/10.77.0.2/$1"; do sleep 0.002; done 2>/dev/null
    openssl enc -aes-128-ctr -pass pass:bench -pbkdf2 -iter 1 <"$2/in" >&3' send $bulk_port "$place" || return
  wait $receiving
}

copied() {
  cmp -s "$place/in" "$place/out" || die "what came by $1 is not what was sent"
  : >"$place/out"
}

measure_bulk() {
  local size=${BULK_MIB:-512} rounds=${BULK_ROUNDS:-9} round place took way ours other
  place=/dev/shm/ssi-bench-copy.$$
  up --nodes 3
  start_ssh_servers
  cp "/run/ssi/$cluster/cluster.key" "$scratch/cluster.key" || die "there is no key"
  mkdir -p "$place" || die "there is no room in memory"
  head -c "${size}M" /dev/urandom >"$place/in"
  : >"$place/out"
  rm -f "$scratch"/bulk.*
  coproc receiver { bulk_java node2 receive "$scratch/cluster.key" 10.77.0.2 "$place/out" 2>"$scratch/receiver.err"; }
  read -r -t 60 took <&"${receiver[0]}" || die "the receiver does not start: $(cat "$scratch/receiver.err")"
  local from=${receiver[1]}
  # Bash has one coprocess at a time.
  mkfifo "$scratch/orders" "$scratch/times"
  bulk_java node1 send "$scratch/cluster.key" 10.77.0.1 10.77.0.2 "$place/in" <"$scratch/orders" >"$scratch/times" 2>"$scratch/sender.err" &
  exec 8>"$scratch/orders" 9<"$scratch/times"
  for ((round = 0; round <= rounds; round++)); do
    warm_memory "$((size / 4))"
    echo copy >&8
    read -r -t 60 took <&9 || die "the sender failed: $(cat "$scratch/sender.err")"
    echo "$took" >>"$scratch/bulk.ssi"
    copied "a bulk stream"
    warm_memory "$((size / 4))"
    timed copy_by_ssh >>"$scratch/bulk.ssh" || exit
    copied ssh
    warm_memory "$((size / 4))"
    timed copy_by_openssl >>"$scratch/bulk.openssl" || exit
    copied openssl
  done
  exec 8>&- 9<&- {from}>&-
  rm -rf "$place"
  [ -z "${KEEP:-}" ] || cp "$scratch"/bulk.* "$KEEP"
  for way in ssi ssh openssl; do
    # Java compiles during the first.
    sed 1d "$scratch/bulk.$way" >"$scratch/bulked.$way"
  done
  ours=$(median "$scratch/bulked.ssi")
  for way in ssh openssl; do
    other=$(median "$scratch/bulked.$way")
    result "bulk stream, $size MiB" "$ours ms ($(spread "$scratch/bulked.ssi"))" \
      "$way: $other ms ($(spread "$scratch/bulked.$way"))" "$(times "$other" "$ours") times faster" ">= 1.5"
  done
}
