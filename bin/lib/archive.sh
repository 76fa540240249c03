#!/usr/bin/env bash
# Makes the class archive that all agents of a machine share (ssi-kernel-agent/target/ssi-agent.aot): Java watches what
# a short run loads and stores it ready parsed and linked. Does nothing while the archive is newer than all that was built.
set -u
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
built=$home/ssi-kernel-agent/target
archive=$built/ssi-agent.aot

[ -f "$built/ssi-agent.jar" ] || exit 1
if [ -f "$archive" ] && [ -z "$(find "$built/ssi-agent.jar" "$built/lib" -newer "$archive" -print -quit)" ]; then
  exit 0
fi
rm -f "$archive"
SSI_AOT_OUTPUT=$archive.new timeout -k 5 120 sh "$home/bin/lib/ssi-java" agent --train </dev/null || { rm -f "$archive.new"; exit 1; }
[ -f "$archive.new" ] && mv "$archive.new" "$archive"
