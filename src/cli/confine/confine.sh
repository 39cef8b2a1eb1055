#!/bin/sh
# Runs as the first process of namespaces of its own (mounts, processes, network, IPC; a user that is root only here).
# Builds a root folder that has nothing but what is named, makes it the only one, gives up all rights, and runs the program.
#
#   confine.sh ROOT FOLDER PATH MAX_PROCESSES MAX_FILE_BYTES MAX_DATA_BYTES ro:PATH… rw:PATH… -- PROGRAM ARGUMENT…
set -eu
umask 022

root=$1 folder=$2 programs=$3 processes=$4 file_bytes=$5 data_bytes=$6
shift 6

# Mounts of the machine may be read-only here only together with what they forbid already.
read_only() {
  for also in '' ,nosuid,nodev ,nosuid,nodev,noexec ,nosuid,nodev,relatime ,nosuid,nodev,noexec,relatime; do
    if mount -o "remount,bind,ro$also" "$1" 2>/dev/null; then return 0; fi
  done
  echo "confine: $1 cannot be made read-only" >&2
  exit 125
}

show() {
  mode=${1%%:*} path=${1#*:}
  if [ -L "$path" ]; then
    mkdir -p "$(dirname "$root$path")"
    ln -s "$(readlink "$path")" "$root$path"
    return 0
  fi
  if [ -d "$path" ]; then
    mkdir -p "$root$path"
  else
    mkdir -p "$(dirname "$root$path")"
    : > "$root$path"
  fi
  mount --rbind "$path" "$root$path"
  if [ "$mode" = ro ]; then read_only "$root$path"; fi
}

mount -t tmpfs -o size=4m,nr_inodes=4k,mode=755 confined "$root"
while [ "$1" != -- ]; do
  show "$1"
  shift
done
shift

mkdir -p "$root/dev" "$root/proc" "$root/etc" "$root/.old"
for device in null zero full random urandom; do
  : > "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
echo 'root:x:0:0:root:/:/bin/false' > "$root/etc/passwd"
echo '127.0.0.1 localhost' > "$root/etc/hosts"
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"

cd "$root"
pivot_root . .old
umount -l /.old
rmdir /.old
read_only /

# The network has nothing but itself. Newer kernels count the processes of such a namespace; none may be made inside of it.
ip link set lo up 2>/dev/null || true
echo "$processes" > /proc/sys/kernel/pid_max 2>/dev/null || true
echo 0 > /proc/sys/user/max_user_namespaces 2>/dev/null || true

cd "$folder"
exec prlimit --core=0 --nproc="$processes" --fsize="$file_bytes" --data="$data_bytes" \
  setpriv --no-new-privs --inh-caps=-all --ambient-caps=-all --bounding-set=-all \
  /bin/sh -c 'PATH=$1; export PATH; shift; exec "$@"' sh "$programs" "$@"
