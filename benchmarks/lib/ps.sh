# `ssi ps -e` against clush, which runs `ps -e` through ssh on the same three virtual nodes. Sourced by benchmarks/run.

ps_rounds=${PS_ROUNDS:-21}

# Once for each cluster; with keys that last as long as the measurements.
start_ssh_servers() {
  local node address
  [ "${ssh_servers_of:-}" != "$(init_of node1)" ] || return 0
  ssh_servers_of=$(init_of node1)
  [ -f "$scratch/user_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$scratch/user_key"
  [ -f "$scratch/host_key" ] || ssh-keygen -q -t ed25519 -N '' -f "$scratch/host_key"
  cp "$scratch/user_key.pub" "$scratch/authorized_keys"
  for node in 1 2 3; do
    address=10.77.0.$node
    echo "$address $(cut -d' ' -f1,2 "$scratch/host_key.pub")" >>"$scratch/known_hosts"
    cat >"$scratch/sshd$node.conf" <<END
ListenAddress $address
HostKey $scratch/host_key
AuthorizedKeysFile $scratch/authorized_keys
StrictModes no
PermitRootLogin yes
UsePAM no
PidFile none
MaxStartups 100
MaxSessions 100
END
    # /run is the node's own, and sshd wants its directory there. It ends with its node.
    inside "$(init_of "node$node")" sh -c 'mkdir -p /run/sshd && exec /usr/sbin/sshd -f "$1"' sshd "$scratch/sshd$node.conf" \
      || die "sshd does not start in node$node"
  done
  cat >"$scratch/cold.conf" <<END
User root
IdentityFile $scratch/user_key
IdentitiesOnly yes
UserKnownHostsFile $scratch/known_hosts
StrictHostKeyChecking yes
LogLevel ERROR
END
  {
    cat "$scratch/cold.conf"
    printf 'ControlMaster auto\nControlPath %s\nControlPersist yes\n' "$scratch/master-%h"
  } >"$scratch/master.conf"
}

# Runs inside node1, so that entering it is part of no figure: one line for each round, `ssi, cold, master` in milliseconds.
ps_rounds() {
  local round
  for ((round = 0; round <= ps_rounds; round++)); do
    echo "$(timed "$ssi_client" --cluster "$cluster" --on node1 ps -e)" \
      "$(timed clush -S -w '10.77.0.[1-3]' -O "ssh_options=-F $scratch/cold.conf" ps -e)" \
      "$(timed clush -S -w '10.77.0.[1-3]' -O "ssh_options=-F $scratch/master.conf" ps -e)"
  done
}

measure_ps() {
  up --nodes 3
  start_ssh_servers
  export -f timed die ps_rounds
  export ps_rounds scratch ssi_client cluster
  # shellcheck disable=SC2016
  inside "$(init_of node1)" bash -c 'ps_rounds' </dev/null >"$scratch/ps" || die "the rounds of ps failed"
  # The first round opens ssh's masters, and is thrown away.
  sed -i 1d "$scratch/ps"
  local column=1 name
  for name in ssi cold master; do
    cut -d' ' -f$column "$scratch/ps" >"$scratch/ps.$name"
    column=$((column + 1))
  done
  local ours cold master age
  ours=$(median "$scratch/ps.ssi")
  cold=$(median "$scratch/ps.cold")
  master=$(median "$scratch/ps.master")
  age=$(ssi --on node1 ps -e --json | grep -o '"age_ms":[0-9]*' | cut -d: -f2 | sort -n | tail -1)
  say "age of the oldest figures that ssi ps -e shows: ${age:-unknown} ms"
  result "ps -e, whole command" "$ours ms ($(spread "$scratch/ps.ssi"))" "clush, cold: $cold ms ($(spread "$scratch/ps.cold"))" \
    "$(times "$cold" "$ours")" ">= 10"
  result "ps -e, whole command" "$ours ms" "clush, ControlMaster: $master ms ($(spread "$scratch/ps.master"))" \
    "$(times "$master" "$ours")" ">= 3"
  result "ps -e, age of the data" "${age:-?} ms" "-" "-" "-"
}
