#!/usr/bin/env bash
# Makes the class archive that all agents of a machine share (ssi-kernel-agent/target/ssi-agent.aot): agents start faster
# and the memory of what it holds counts once. Java watches what an agent of a two-node cluster loads while it answers some
# verbs, and stores that ready parsed and linked. Does nothing while the archive is newer than all that was built.
set -u
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
built=$home/ssi-kernel-agent/target
archive=$built/ssi-agent.aot
client=$home/ssi-tools/target/native/ssi
cluster=archive-$$
run=/run/ssi/$cluster
export SSI_JAVA_LAUNCHER=$home/bin/lib/ssi-java

say() { timeout 60 "$client" --cluster "$cluster" "$@"; }
ssi() { say "$@" </dev/null; }
agent() {
  # The pid, as the machine numbers it, of the agent of node1.
  local directory
  for directory in /proc/[0-9]*; do
    if tr '\0' ' ' <"$directory/cmdline" | grep -q "io.ssi.agent.Main agent --config $run/node1.conf"; then
      echo "${directory#/proc/}"
      return
    fi
  done 2>/dev/null
}
gone() {
  local tries
  for tries in {1..100}; do
    [ -n "$(agent)" ] || return 0
    sleep 0.1
  done
  echo "after $tries tries the agent of node1 has not ended"
  return 1
}

[ -f "$built/ssi-agent.jar" ] || exit 1
if [ -f "$archive" ] && [ -z "$(find "$built/ssi-agent.jar" "$built/lib" -newer "$archive" -print -quit)" ]; then
  exit 0
fi
rm -f "$archive" "$archive".*
trap 'ssi down; rm -f "$archive".*' EXIT
ssi up --nodes 2 || exit
first=$(agent)
[ -n "$first" ] && kill -TERM "$first" && gone || exit

# The same agent again, now watched; it joins the group of the other.
init=$(cut -d: -f1 "$run/node1.init")
nsenter --target "$init" --mount --uts --ipc --net --pid env SSI_AOT_OUTPUT="$archive.new" \
  sh "$home/bin/lib/ssi-java" agent --config "$run/node1.conf" </dev/null &
watched=$!
for _ in {1..100}; do
  [ -S "$run/node1.sock" ] && ssi --on node1 node status >/dev/null 2>&1 && break
  sleep 0.2
done
ssi --on node1 node status
ssi --on node1 --json ps -e >/dev/null
ssi --on node1 meminfo >/dev/null
# Moves too, to and fro, so that the first ones of an agent do not wait for Java; without CRIU they are refused.
application=$(ssi --on node1 run -w node1 -d --json -- perl -e '$m = "x" x (16 << 20); sleep 1 while 1' \
  | sed -n 's/.*"application":\([0-9]*\).*/\1/p')
if [ -n "$application" ]; then
  for _ in {1..6}; do
    ssi --on node1 migrate "$application" node2 && ssi --on node1 migrate "$application" node1 || break
  done >/dev/null 2>&1
  ssi --on node1 kill -KILL "$application"
fi
# And runs in the foreground, as the agent of the caller and as that of the program.
for _ in {1..20}; do
  ssi --on node1 run -w node2 -- true && ssi --on node2 run -w node1 -- true || break
done
for _ in {1..2}; do
  head -c 64M /dev/zero | say --on node1 run -w node2 -- cat >/dev/null || break
  head -c 64M /dev/zero | say --on node2 run -w node1 -- cat >/dev/null || break
done
second=$(agent)
[ -z "$second" ] || kill -TERM "$second"
wait "$watched"
[ -f "$archive.new" ] && mv "$archive.new" "$archive"
