# Makes the inside of a virtual node, as its pid 1, then becomes its init. Runs as: sh -c THIS ssi-node-init ARG...
#   1 name   2 directory of the cluster   3 state directory   4 staging directory   5 ssi-keeper
#   the rest: directories that stay visible even if they lie below /tmp or /run
set -eu
node=$1 cluster=$2 state=$3 staging=$4 keeper=$5
shift 5
cd /
echo "$node" >/proc/sys/kernel/hostname

# What the machine holds mounted for clusters belongs to the machine alone: a copy here would keep it alive.
for pin in /run/ssi/*/switch; do
  umount -n "$pin" 2>/dev/null || true
done

# mount -n: what lies in /run/mount is the record of the machine.
# A new tmpfs on $staging/NAME, with those of the directories that lie below /NAME bound into it.
prepare() {
  mount -n -t tmpfs -o "$2" "ssi-$1" "$staging/$1"
  target=$1
  shift 2
  for kept; do
    case $kept in
      "/$target"/*)
        mkdir -p "$staging$kept"
        mount -n --rbind "$kept" "$staging$kept" ;;
    esac
  done
}

prepare tmp mode=1777,nosuid,nodev "$@"
prepare run mode=755,nosuid,nodev "$@"
mkdir -p "$staging$cluster" "$staging/run/ssi/machine/proc" "$staging/run/lock"
chmod 1777 "$staging/run/lock"
mount -n --bind "$cluster" "$staging$cluster"
mount -n --bind /proc "$staging/run/ssi/machine/proc"
mount -n -o remount,bind,ro "$staging/run/ssi/machine/proc"
[ ! -e /etc/hosts ] || mount -n --bind "$cluster/hosts" /etc/hosts
mount -n --move "$staging/tmp" /tmp
# The staging directory goes out of sight with this one, so it is the last.
mount -n --move "$staging/run" /run
mount -n --bind "$state" /var/lib/ssi
mount -n -t proc -o nosuid,nodev,noexec proc /proc
exec </dev/null >/dev/null 2>&1
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$keeper" init
