/**
 * The supervisor of one trial, a POSIX `sh` script (dash, busybox ash, bash). It has a session and
 * a process group of its own, outlives its driver, claims the attempt before it starts the program,
 * and records the program's end.
 *
 * - It waits for a word from its driver, who first writes down this process's identity. A driver
 *   that dies before leaves a supervisor that ends without having claimed anything; so whatever
 *   ever claims an attempt is on record before.
 * - The claim is a hard link to that record: exclusive, and complete at once. The deadline is looked
 *   at immediately before: an attempt that was claimed is started, and a claim is never taken back,
 *   or somebody could have seen it meanwhile.
 * - The program runs in the foreground, because a shell tells a signal from an equal exit code only
 *   there: by a line on its own stderr, which is `supervisor.log`. (For SIGINT and SIGPIPE it
 *   prints none.) Redirections are made by `start`, or that line would go to the program's log.
 * - SIGTERM to the group is the program's to heed. The guard notices it too, and after the grace
 *   period kills the program, whoever is alive then.
 * - A time limit is kept by the guard, with the same signal and the same grace period.
 * - The end is recorded before anything else can happen: a disk that is full is waited for, or the
 *   supervisor would look as if it had been killed.
 * - At the end the supervisor kills its group, itself included: nothing is left behind.
 *
 * Its variables have long names, because an exported variable of the program's environment would
 * change with an equal one here.
 */
export const supervisorScript: string = String.raw`# The supervisor of one trial of @runners/local.
_runners_role=$1 _runners_shell=$2 _runners_root=$3 _runners_key=$4
_runners_clock=$5 _runners_deadline=$6 _runners_grace=$7 _runners_whole_grace=$8
_runners_tools=$9
shift 9
_runners_attempt=$_runners_root/attempts/$_runners_key
_runners_stopped=false

# Whether the deadline has passed. A clock that cannot be read counts as late.
_runners_late() {
  case $_runners_clock in
    none) return 1 ;;
    uptime) read -r _runners_now _runners_idle </proc/uptime || return 0
      _runners_now=${"$"}{_runners_now%.*}${"$"}{_runners_now#*.} ;;
    *) _runners_now=$(PATH=$_runners_tools date +%s) || return 0 ;;
  esac
  ! [ "$_runners_now" -lt "$_runners_deadline" ]
}

# Ends "start" without having started the program, and says why.
_runners_refuse() {
  trap - EXIT
  umask 077
  printf '%s\n' "$1" >"$_runners_attempt/unstarted"
  exit 0
}

# Becomes the program, in a process that has written down its id.
_runners_start() {
  umask 077
  printf '%s\n' "$$" >"$_runners_attempt/pid" || exit 1
  exec </dev/null >>"$_runners_attempt/stdout.log" 2>>"$_runners_attempt/stderr.log"
  umask "$1"
  shift
  if [ -n "${"$"}{BASH_VERSION-}" ]; then shopt -s execfail; fi
  trap '_runners_refuse spawn-failed' EXIT
  if [ -e "$_runners_attempt/stop.json" ]; then _runners_refuse stopped; fi
  # In a process of its own: a driver that is gone must cost that one, not the program.
  (printf 'started\n' >&3) 2>/dev/null
  exec "$@" 3>&-
  _runners_refuse spawn-failed
}

# Waits for a signal to stop, or sends it when the time limit has passed; then kills the program
# unless it ends within the grace period. Ends before long where the supervisor was killed.
_runners_guard() {
  trap '_runners_stopped=true' TERM INT HUP
  if [ -e "$_runners_attempt/stop.json" ]; then _runners_stopped=true; fi
  while [ "$_runners_stopped" = false ]; do
    if ! kill -0 "$$"; then exit; fi
    if [ "$_runners_limit" = none ]; then
      PATH=$_runners_tools sleep 600 &
    else
      PATH=$_runners_tools sleep "$_runners_limit" &
    fi
    if [ "$_runners_stopped" = false ] && wait "$!" && [ "$_runners_limit" != none ]; then
      printf '%s\n' "$_runners_limit" >"$_runners_attempt/overdue"
      kill -TERM "-$$"
    fi
  done
  trap '' TERM INT HUP
  PATH=$_runners_tools sleep "$_runners_grace" || PATH=$_runners_tools sleep "$_runners_whole_grace"
  if read -r _runners_program <"$_runners_attempt/pid"; then kill -KILL "$_runners_program"; fi
}

# Writes down how the program ended.
_runners_record_end() {
  printf '{"state":"%s","code":%d,"stopped":%s}\n' \
    "$_runners_state" "$_runners_code" "$_runners_stopped" >"$_runners_attempt/exit.tmp" &&
    PATH=$_runners_tools mv "$_runners_attempt/exit.tmp" "$_runners_attempt/exit.json"
}

# Runs the program to its end and records it.
_runners_supervise() {
  _runners_limit=$1
  shift
  _runners_umask=$(umask)
  umask 077
  read -r _runners_word || exit 0
  exec </dev/null
  trap '_runners_stopped=true' TERM INT HUP
  if _runners_late; then
    # This process will not claim it any more.
    PATH=$_runners_tools rm -f "$_runners_attempt/supervisor-$$"
    printf 'late\n'
    exit 0
  fi
  if ! PATH=$_runners_tools ln "$_runners_attempt/supervisor-$$" "$_runners_attempt/claim"; then
    if [ -e "$_runners_attempt/claim" ]; then printf 'taken\n'; else printf 'unclaimed\n'; fi
    exit 0
  fi
  exec 2>"$_runners_attempt/supervisor.log"
  { printf '' >"$_runners_root/live/$_runners_key"; } 2>/dev/null
  # A signal must not end the guard before it heeds signals; stop.json stands for one ignored here.
  trap '' TERM INT HUP
  _runners_guard >/dev/null 2>&1 &
  trap '_runners_stopped=true' TERM INT HUP
  if [ -e "$_runners_attempt/stop.json" ]; then _runners_stopped=true; fi
  "$_runners_shell" "$0" start "$_runners_shell" "$_runners_root" "$_runners_key" \
    "$_runners_clock" "$_runners_deadline" "$_runners_grace" "$_runners_whole_grace" \
    "$_runners_tools" "$_runners_umask" "$@" 3>&1
  _runners_code=$?
  # From here on nothing is started that a signal to the group should end early.
  trap '' TERM INT HUP PIPE
  _runners_state=exited
  if [ -e "$_runners_attempt/unstarted" ]; then
    read -r _runners_state <"$_runners_attempt/unstarted"
  elif [ "$_runners_code" -gt 128 ] && [ "$_runners_code" -lt 193 ]; then
    if [ -s "$_runners_attempt/supervisor.log" ] ||
      [ "$_runners_code" -eq 130 ] || [ "$_runners_code" -eq 141 ]; then
      _runners_state=signalled
      _runners_code=$((_runners_code - 128))
    fi
  elif [ -s "$_runners_attempt/supervisor.log" ]; then
    _runners_state=spawn-failed
  fi
  until _runners_record_end 2>/dev/null || ! [ -d "$_runners_attempt" ]; do
    PATH=$_runners_tools sleep 1
  done
  PATH=$_runners_tools mv "$_runners_root/live/$_runners_key" "$_runners_root/ended/$_runners_key"
  printf 'ended\n'
  kill -KILL "-$$"
}

case $_runners_role in
  supervise) _runners_supervise "$@" ;;
  start) _runners_start "$@" ;;
esac
`;
