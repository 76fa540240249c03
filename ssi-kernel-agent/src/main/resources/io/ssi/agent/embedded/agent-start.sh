# Starts the agent of a virtual node. Runs on the machine, as: sh -c THIS ssi-agent-start ARG...
#   1 pid of the node's init   2 directories of control groups, one per line   3 launcher   4 configuration   5 log
set -eu
init=$1 groups=$2
shift 2
echo "$groups" | while read -r group; do
  [ -z "$group" ] || echo $$ >"$group/cgroup.procs"
done
# Two forks below nsenter, so that the agent becomes a child of the node's init. It opens its streams in the node.
exec nsenter --target "$init" --mount --uts --ipc --net --pid sh -c '
  setsid sh "$1" agent --config "$2" </dev/null >>"$3" 2>&1 &
' agent "$@"
