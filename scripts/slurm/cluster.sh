#!/usr/bin/env bash
# A real Slurm cluster of two nodes on this machine, for tests, from Debian's packages.
#
#   cluster.sh start FOLDER [--no-accounting] [--port=17600] [--min-job-age=300]
#   cluster.sh stop FOLDER
#   cluster.sh install
#
# Everything lives in FOLDER, whose path must be short (sockets), and listens on 127.0.0.1, at the
# port and at the four next ones; so several clusters can stand at once. `start` starts what does not
# run, and prints `export SLURM_CONF=…`, all that a command needs to reach this cluster. `stop` ends
# the cluster with all its jobs, however little of it runs. With accounting, limits of associations
# and of QOS are kept. `install`, which `start` does too, installs what is missing, as root; nothing
# else needs root.
set -euo pipefail

packages=(munge slurm-wlm slurmctld slurmd slurm-client slurmdbd mariadb-server)
commands=(munged slurmctld slurmd sbatch squeue sacct slurmdbd mariadbd)
nodes=(1 2)

usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}

action=${1-}
if [ "$action" = install ]; then set -- install /nowhere; fi
[ $# -ge 2 ] || usage
folder=$(realpath -m "$2")
shift 2
accounting=true port=17600 min_job_age=300
for option; do
  case $option in
    --no-accounting) accounting=false ;;
    --port=*) port=${option#*=} ;;
    --min-job-age=*) min_job_age=${option#*=} ;;
    *) usage ;;
  esac
done

export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export SLURM_CONF=$folder/slurm.conf
# Tells the daemons of this cluster from all other processes; their jobs do not get it.
mark=RUNNERS_SLURM_FOLDER=$folder
user=$(id -un)
host=$(hostname -s)

has_commands() {
  local command
  for command in "${commands[@]}"; do command -v "$command" >/dev/null || return 1; done
}

install_packages() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Slurm is not installed. As root: apt-get install --no-install-recommends ${packages[*]}" >&2
    exit 69
  fi
  echo "Installing Slurm (once) …" >&2
  {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
  } >&2
}

# Waits, half a minute at most, until a command succeeds.
until_succeeds() {
  local end=$((SECONDS + 30))
  while [ "$SECONDS" -lt "$end" ]; do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.05
  done
  echo "The cluster in $folder did not get ready: $* fails. See $folder/log." >&2
  exit 1
}

# Whether the process of a pid file runs.
runs() { [ -s "$folder/run/$1.pid" ] && kill -0 "$(<"$folder/run/$1.pid")" 2>/dev/null; }

# Starts a daemon that writes its own pid file, unless it runs.
daemon() {
  local name=$1
  shift
  runs "$name" || env "$mark" setsid "$@" >>"$folder/log/$name.out" 2>&1 </dev/null
}

write_configuration() {
  cat >"$SLURM_CONF" <<CONF
ClusterName=runners
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.socket
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/run/slurmctld.pid
SlurmdPidFile=$folder/run/%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/%n.log
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,sched_interval=1,bf_interval=1
MaxJobCount=20000
MinJobAge=$min_job_age
KillWait=2
ReturnToService=2
SlurmdParameters=config_overrides
JobCompType=jobcomp/filetxt
JobCompLoc=$folder/log/jobs.log
CONF
  if $accounting; then
    cat >>"$SLURM_CONF" <<CONF
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
AccountingStoragePass=$folder/run/munge.socket
AccountingStorageEnforce=associations,limits,qos
CONF
    cat >"$folder/slurmdbd.conf" <<CONF
AuthType=auth/munge
AuthInfo=socket=$folder/run/munge.socket
DbdHost=$host
DbdAddr=127.0.0.1
DbdPort=$((port + 1))
CommunicationParameters=NoInAddrAny
SlurmUser=$user
LogFile=$folder/log/slurmdbd.log
PidFile=$folder/run/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((port + 2))
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm
CONF
    chmod 600 "$folder/slurmdbd.conf"
  fi
  local node
  for node in "${nodes[@]}"; do
    echo "NodeName=node$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + 2 + node))" \
      "CPUs=16 RealMemory=16000 State=UNKNOWN"
  done >>"$SLURM_CONF"
  cat >>"$SLURM_CONF" <<CONF
PartitionName=main Nodes=node[1-2] Default=YES MaxTime=INFINITE State=UP
PartitionName=short Nodes=node[1-2] MaxTime=10 State=UP
CONF
  printf 'CgroupPlugin=cgroup/v1\n' >"$folder/cgroup.conf"
}

start_munge() {
  local key=$folder/munge.key
  [ -s "$key" ] || (umask 077 && head -c 1024 /dev/urandom >"$key")
  # Forced, since the folder may lie where others may write.
  daemon munge munged --force --socket="$folder/run/munge.socket" --key-file="$key" \
    --pid-file="$folder/run/munge.pid" --seed-file="$folder/run/munge.seed" \
    --log-file="$folder/log/munge.log" --num-threads=4
  until_succeeds munge -n --socket="$folder/run/munge.socket"
}

sql() { mariadb --no-defaults --socket="$folder/run/mariadb.socket" --user="$user" "$@"; }

start_accounting() {
  if ! [ -d "$folder/database/mysql" ]; then
    mariadb-install-db --no-defaults --user="$user" --datadir="$folder/database" \
      --auth-root-authentication-method=socket --auth-root-socket-user="$user" \
      --skip-test-db >"$folder/log/mariadb-install.out" 2>&1
  fi
  if ! runs mariadb; then
    env "$mark" setsid mariadbd --no-defaults --user="$user" --datadir="$folder/database" \
      --socket="$folder/run/mariadb.socket" --bind-address=127.0.0.1 --port=$((port + 2)) \
      --pid-file="$folder/run/mariadb.pid" --innodb-flush-log-at-trx-commit=0 \
      >>"$folder/log/mariadb.out" 2>&1 </dev/null &
  fi
  until_succeeds sql -e 'SELECT 1'
  sql -e "CREATE DATABASE IF NOT EXISTS slurm;
    CREATE USER IF NOT EXISTS slurm@'127.0.0.1' IDENTIFIED BY 'slurm';
    CREATE USER IF NOT EXISTS slurm@localhost IDENTIFIED BY 'slurm';
    GRANT ALL ON slurm.* TO slurm@'127.0.0.1', slurm@localhost;"
  daemon slurmdbd slurmdbd
  until_succeeds sacctmgr -n show cluster
  if [ -z "$(sacctmgr -n show account runners format=account)" ]; then
    {
      sacctmgr -i add cluster runners || true
      sacctmgr -i add account runners Cluster=runners
      sacctmgr -i add user "$user" Account=runners
    } >>"$folder/log/sacctmgr.out"
  fi
}

nodes_are_up() { [ "$(sinfo -h -N -p main -t idle,mixed,allocated -o %N | wc -l)" = ${#nodes[@]} ]; }

start() {
  has_commands || install_packages
  mkdir -p "$folder"/{state,log,run,spool/node1,spool/node2,database}
  write_configuration
  start_munge
  if $accounting; then start_accounting; fi
  daemon slurmctld slurmctld
  local node
  for node in "${nodes[@]}"; do daemon "node$node" slurmd -N "node$node"; done
  until_succeeds nodes_are_up
  echo "export SLURM_CONF=$SLURM_CONF"
}

# Ids of processes in whose environment each of these entries (patterns of whole ones) is.
processes_with() {
  local file entry
  for file in /proc/[0-9]*/environ; do
    for entry; do grep -qzx -e "$entry" "$file" 2>/dev/null || continue 2; done
    file=${file#/proc/}
    echo "${file%/environ}"
  done
}

quote() { sed 's/[][\.*^$]/\\&/g' <<<"$1"; }

living() {
  processes_with "$(quote "SLURM_CONF=$SLURM_CONF")" 'SLURM_JOB_ID=[0-9]*'
  processes_with "$(quote "$mark")"
}

# The daemons may be stopped, or starting jobs; so all are killed until none is left. Only the
# database could mind, and it goes with the cluster or recovers.
stop() {
  local ids
  while ids=$(living) && [ -n "$ids" ]; do
    # shellcheck disable=SC2086
    kill -KILL $ids 2>/dev/null || true
    sleep 0.05
  done
  rm -f "$folder"/run/*.pid "$folder"/run/*.socket*
}

case $action in
  install) has_commands || install_packages ;;
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
