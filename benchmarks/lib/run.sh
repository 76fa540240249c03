# `ssi run` against ssh and clush on the same virtual nodes. Sourced by benchmarks/run.

run_rounds=${RUN_ROUNDS:-21}
run_copies=${RUN_COPIES:-300}
run_batches=${RUN_BATCHES:-3}
run_streams=${RUN_STREAMS:-11}
run_mib=${RUN_MIB:-128}

# Runs inside node1, as the next two: one line for each round, `ssi, cold, master` in milliseconds.
run_single() {
  local round
  for ((round = 0; round <= run_rounds; round++)); do
    echo "$(timed "$ssi_client" --cluster "$cluster" --on node1 run -w node2 -- true)" \
      "$(timed ssh -F "$scratch/cold.conf" 10.77.0.2 true)" \
      "$(timed ssh -F "$scratch/master.conf" 10.77.0.2 true)"
  done
}

# clush runs a command once for each node of its set, so each of the three stands there under a hundred names.
run_many() {
  local round
  for ((round = 0; round <= run_batches; round++)); do
    echo "$(timed "$ssi_client" --cluster "$cluster" --on node1 run -w 'node[1-3]' -n "$run_copies" --fanout 32 -- true)" \
      "$(timed clush -S -f 32 -w "$(cat "$scratch/aliases")" -O "ssh_options=-F $scratch/cold-many.conf" true)" \
      "$(timed clush -S -f 32 -w "$(cat "$scratch/aliases")" -O "ssh_options=-F $scratch/master-many.conf" true)"
  done
}

run_stream() {
  local round
  for ((round = 0; round <= run_streams; round++)); do
    echo "$(through "$ssi_client" --cluster "$cluster" --on node1 run -w node2 -- cat)" \
      "$(through ssh -F "$scratch/cold.conf" -c aes128-gcm@openssh.com 10.77.0.2 cat)"
  done
}

# Connecting is part of the figures of both.
through() {
  local taken
  taken=$(timed_stream "$@") && cmp -s "$scratch/stream" "$scratch/out" || die "this does not give back what it was given: $*"
  echo "$taken"
}
timed_stream() { timed "$@" <"$scratch/stream"; }

# A name for each run, all names of a node with its address and so, where there is a master, with one connection.
write_aliases() {
  local node part number=$((run_copies / 3))
  for part in cold master; do
    cp "$scratch/$part.conf" "$scratch/$part-many.conf"
    for node in 1 2 3; do
      printf 'Host n%s-*\nHostName 10.77.0.%s\nHostKeyAlias 10.77.0.%s\n' "$node" "$node" "$node" >>"$scratch/$part-many.conf"
    done
  done
  echo "n1-[1-$number],n2-[1-$number],n3-[1-$number]" >"$scratch/aliases"
}

columns_of() {
  local file=$1 column=1 name
  shift
  # The first round opens ssh's masters and loads classes, and is thrown away.
  sed -i 1d "$scratch/$file"
  for name; do
    cut -d' ' -f$column "$scratch/$file" >"$scratch/$file.$name"
    column=$((column + 1))
  done
}

measure_run() {
  up --nodes 3
  start_ssh_servers
  write_aliases
  head -c "${run_mib}M" /dev/urandom >"$scratch/stream"
  export -f timed die run_single run_many run_stream through timed_stream
  export run_rounds run_copies run_batches run_streams scratch ssi_client cluster
  local part
  for part in single many stream; do
    inside "$(init_of node1)" bash -c "run_$part" </dev/null >"$scratch/run_$part" || die "the rounds of $part runs failed"
  done
  columns_of run_single ssi cold master
  columns_of run_many ssi cold master
  columns_of run_stream ssi ssh
  report_run
}

report_run() {
  local ours other name goal
  ours=$(median "$scratch/run_single.ssi")
  for name in cold:10 master:2; do
    goal=${name##*:} name=${name%%:*}
    other=$(median "$scratch/run_single.$name")
    result "run true, whole command" "$ours ms ($(spread "$scratch/run_single.ssi"))" \
      "ssh, $name: $other ms ($(spread "$scratch/run_single.$name"))" "$(times "$other" "$ours")" ">= $goal"
  done
  ours=$(median "$scratch/run_many.ssi")
  for name in cold master; do
    other=$(median "$scratch/run_many.$name")
    result "$run_copies runs of true, fanout 32" "$ours ms ($(spread "$scratch/run_many.ssi"))" \
      "clush, $name: $other ms ($(spread "$scratch/run_many.$name"))" "$(times "$other" "$ours")" ">= 5"
  done
  ours=$(median "$scratch/run_stream.ssi")
  other=$(median "$scratch/run_stream.ssh")
  result "$run_mib MiB through a remote cat" "$(rate "$ours") MiB/s" "ssh aes128-gcm: $(rate "$other") MiB/s" \
    "$(times "$other" "$ours")" ">= 1"
}

# MiB a second, of milliseconds.
rate() { awk -v ms="$1" -v mib="$run_mib" 'BEGIN {printf "%.0f", mib / ms * 1000}'; }
