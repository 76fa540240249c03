# Starts a virtual node and prints the pid of its init. Runs on the machine, as: sh -c THIS ssi-node-start ARG...
#   1 script to run as the node's pid 1   2 its log   3 directories of control groups, one per line; the rest is for the script
set -eu
script=$1 log=$2 groups=$3
shift 3
echo "$groups" | while read -r group; do
  [ -z "$group" ] || echo $$ >"$group/cgroup.procs"
done
# The first process that is forked after unshare is pid 1 of the new pid namespace: there must be no other fork.
exec unshare --pid --mount --net --uts --ipc --propagation private sh -c '
  script=$1 log=$2
  shift 2
  setsid sh -c "$script" ssi-node-init "$@" </dev/null >"$log" 2>&1 &
  echo $!
' start "$script" "$log" "$@"
