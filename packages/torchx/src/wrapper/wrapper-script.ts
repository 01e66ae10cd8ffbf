import { unrunExitCode } from "./unrun-exit-code.ts";

/**
 * What runs a program and leaves records of it (`submissionFiles`), a POSIX `sh` script (dash,
 * busybox ash, bash). Its arguments: the directory of the submission, the submission key, role,
 * replica, the job's id, the folder in which the program starts, and the program with its
 * arguments. It goes into the text of a job, so it is short, and explained here.
 *
 * - It claims the submission before it starts the program. The claim is a hard link: exclusive, and
 *   complete at once. Another job that has it already: nothing is started. The same job, which is
 *   another replica or a restart: it goes on.
 * - The program runs in the foreground, in the group and the session of this `sh`, with its stdin,
 *   stdout, stderr and umask, so that it lives like one without a wrapper; in the background, a
 *   shell would have it ignore SIGINT. Signals are heeded by the program, which is in the same
 *   group and step; the `sh` outlives them and records the end. Killed by a signal, a program has
 *   exit code 128 + n, as a shell has it.
 * - A signal to this `sh` alone changes nothing: whoever means the program reaches its group.
 * - What the shell itself says of a program that was killed is not the program's word: no stderr.
 *
 * Its variables have long names, because an exported variable of the program's environment would
 * change with an equal one here.
 */
export const wrapperScript: string = String.raw`_runners_directory=$1 _runners_key=$2 _runners_role=$3
_runners_replica=$4 _runners_job=$5 _runners_place=$6
shift 6
_runners_umask=$(umask)
umask 077
_runners_claim=$_runners_directory/claim
_runners_records=$_runners_directory/records
_runners_record=$_runners_records/$_runners_role.$_runners_replica.${"$"}{SLURM_RESTART_COUNT:-0}
_runners_new=$_runners_records/.$_runners_job.$_runners_role.$_runners_replica
_runners_tool() { PATH=${"$"}{PATH-}:/usr/bin:/bin "$@"; }
_runners_refuse() {
  printf 'runners: %s; the program was not started.\n' "$1" >&2
  exit ${unrunExitCode}
}
_runners_keep() {
  printf '%s\n' "$2" >"$_runners_new" && _runners_tool mv -f "$_runners_new" "$_runners_record.$1"
}
_runners_keep_start() {
  _runners_pid=$1 _runners_boot=
  shift 4
  _runners_group=$1
  shift 17
  read -r _runners_boot </proc/sys/kernel/random/boot_id
  _runners_keep started "{\"job\":\"$_runners_job\",\"pid\":$_runners_pid,\"group\":$_runners_group,\"startTicks\":\"$1\",\"bootId\":\"$_runners_boot\"}"
}
[ -d "$_runners_records" ] || _runners_tool mkdir -p "$_runners_records" ||
  _runners_refuse "$_runners_records cannot be created"
if ! [ -e "$_runners_claim" ]; then
  printf '%s\n' "$_runners_job" >"$_runners_new" || _runners_refuse "$_runners_records cannot be written to"
  _runners_tool ln "$_runners_new" "$_runners_claim" 2>/dev/null
  _runners_tool rm -f "$_runners_new"
fi
_runners_owner=
read -r _runners_owner <"$_runners_claim" || _runners_refuse "$_runners_claim cannot be read"
[ "$_runners_owner" = "$_runners_job" ] ||
  _runners_refuse "job $_runners_owner has submission $_runners_key, which job $_runners_job repeats"
[ ! -e "$_runners_record.ended" ] || _runners_tool rm -f "$_runners_record.ended"
trap : HUP INT QUIT USR1 USR2 ALRM TERM XCPU
exec 9>&2 2>/dev/null
(
  exec 2>&9 9>&-
  if [ -r /proc/self/stat ]; then
    read -r _runners_line </proc/self/stat
    _runners_keep_start $_runners_line
  else
    _runners_keep started "{\"job\":\"$_runners_job\"}"
  fi
  cd "$_runners_place" || exit 126
  umask "$_runners_umask"
  exec "$@"
)
_runners_code=$?
trap '' HUP INT QUIT USR1 USR2 ALRM TERM XCPU
exec 2>&9 9>&-
_runners_keep ended "{\"job\":\"$_runners_job\",\"code\":$_runners_code}"
exit "$_runners_code"`;
