"""Apps of TorchX's `local_cwd`: they are children of this process, and end with it."""

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
import typing

from torchx.specs import AppState, is_terminal, parse_app_handle

Json = typing.Any


class LocalApps:
    """What the session has to know of the local apps beyond what TorchX does."""

    def __init__(self, state_directory: str) -> None:
        self.schedulers: "dict[str, Json]" = {}
        self.ended: "dict[str, Json]" = {}
        self.busy: "dict[str, threading.Lock]" = {}
        self.lock = threading.Lock()
        self.record_lock = threading.Lock()
        self.record_file: "typing.TextIO | None" = None
        self.spawned = threading.local()
        os.makedirs(state_directory, mode=0o700, exist_ok=True)
        end_leftovers(state_directory)
        name = f"{boot_id()}.{os.getpid()}.{start_time(os.getpid())}.jsonl"
        self.record = os.path.join(state_directory, name)

    def adopt(self, name: str, scheduler: Json) -> None:
        """Takes a scheduler in hand, if it is a local one."""
        from torchx.schedulers.local_scheduler import LocalScheduler

        if name in self.schedulers or not isinstance(scheduler, LocalScheduler):
            return
        # It would refuse the 101st live app, and forget those that have ended.
        scheduler._cache_size = 2**31
        spawn = scheduler._popen

        def spawn_and_record(*args: Json, **kwargs: Json) -> Json:
            replica = spawn(*args, **kwargs)
            # First: if it cannot be noted, it is ended.
            self.spawned.replicas.append(replica)
            replica.started_at_ms = int(time.time() * 1_000)
            self.note(replica.proc.pid)
            return replica

        scheduler._popen = spawn_and_record
        self.schedulers[name] = scheduler

    def note(self, pid: int) -> None:
        line = json.dumps({"pid": pid, "startTime": start_time(pid)}) + "\n"
        with self.record_lock:
            if self.record_file is None:
                self.record_file = open(self.record, "a")
            self.record_file.write(line)
            self.record_file.flush()

    def dryrun_lock(self, scheduler: str) -> "contextlib.AbstractContextManager[Json]":
        """Releases of TorchX keep an app's folder in the scheduler while they plan the app."""
        return self.lock if scheduler in self.schedulers else contextlib.nullcontext()

    @contextlib.contextmanager
    def spawning(self, scheduler: str) -> "typing.Iterator[None]":
        """Ends the replicas that were started of an app of which one could not be."""
        self.spawned.replicas = []
        try:
            yield
        except BaseException:
            for replica in self.spawned.replicas:
                signal_group(replica, signal.SIGKILL)
                replica.proc.wait()
            raise

    def has(self, handle: str) -> bool:
        return parse_app_handle(handle)[0] in self.schedulers

    def app(self, handle: str) -> Json:
        scheduler, _, app_id = parse_app_handle(handle)
        return self.schedulers[scheduler]._apps.get(app_id)

    def handles(self, scheduler: str) -> "list[str] | None":
        if scheduler not in self.schedulers:
            return None
        return [f"{scheduler}://torchx/{app}" for app in list(self.schedulers[scheduler]._apps)]

    def lock_of(self, handle: str) -> threading.Lock:
        with self.lock:
            return self.busy.setdefault(handle, threading.Lock())

    def status(self, handle: str, runner: Json) -> Json:
        """While an app is being ended it runs: what will become of it is not known yet."""
        if handle in self.ended:
            return self.ended[handle]
        app = self.app(handle)
        if app is None:
            return {"outcome": "missing"}
        # As TorchX judges, at a third of the cost.
        if any(replica.is_alive() for replica in replicas_of(app)):
            return running(app)
        lock = self.lock_of(handle)
        if not lock.acquire(blocking=False):
            return running(app)
        try:
            if handle in self.ended:
                return self.ended[handle]
            status = runner.status(handle)
            answer = {
                **running(app),
                "state": status.state.name,
                "message": message_of(app),
                **end_of(app),
            }
            if is_terminal(status.state):
                self.ended[handle] = answer
            return answer
        finally:
            lock.release()

    def cancel(self, handle: str, runner: Json, force: bool) -> None:
        app = self.app(handle)
        if app is None or handle in self.ended:
            return
        lock = self.lock_of(handle)
        if not lock.acquire(blocking=False):
            if force:
                signal_app(app, signal.SIGKILL)
            return

        def cancel() -> None:
            try:
                if handle in self.ended:
                    return
                status = runner.status(handle)
                if not is_terminal(status.state):
                    if force:
                        signal_app(app, signal.SIGKILL)
                    scheduler, _, app_id = parse_app_handle(handle)
                    self.schedulers[scheduler].cancel(app_id)
                signal_app(app, signal.SIGKILL)
            finally:
                lock.release()

        try:
            threading.Thread(target=cancel, daemon=True).start()
        except RuntimeError:
            lock.release()
            raise

    def replicas(self) -> "typing.Iterator[Json]":
        for scheduler in self.schedulers.values():
            for app in list(scheduler._apps.values()):
                if not is_terminal(app.state):
                    yield from replicas_of(app)

    def end_all(self, grace_seconds: float) -> None:
        for replica in self.replicas():
            signal_group(replica, signal.SIGTERM)
        ends_at = time.monotonic() + grace_seconds
        while any(replica.is_alive() for replica in self.replicas()):
            if time.monotonic() > ends_at:
                break
            time.sleep(0.02)
        for replica in self.replicas():
            signal_group(replica, signal.SIGKILL)
        for scheduler in self.schedulers.values():
            # It would signal groups that have ended long ago, whose numbers others may have.
            scheduler._apps.clear()

    def forget(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.record)


def running(app: Json) -> Json:
    first = next(replicas_of(app), None)
    times = {} if first is None else {"startedAtMs": first.started_at_ms}
    return {"outcome": "known", "state": AppState.RUNNING.name, **times}


def message_of(app: Json) -> str:
    """How its replicas ended, which TorchX keeps to itself."""
    codes = [
        f"{name}/{replica.replica_id}: {replica.proc.returncode}"
        for name, replicas in app.role_replicas.items()
        for replica in replicas
        if replica.proc.returncode
    ]
    return f"exit codes: {', '.join(codes)}" if codes else ""


def end_of(app: Json) -> Json:
    """The first replica that failed, and its exit code, 128 + n where signal n ended it; else 0, once
    all have ended."""
    for role, replicas in app.role_replicas.items():
        for replica in replicas:
            code = replica.proc.returncode
            if code:
                failed = {"role": role, "replica": replica.replica_id}
                return {"exitCode": 128 - code if code < 0 else code, "failed": failed}
    return {"exitCode": 0} if all(one.proc.returncode == 0 for one in replicas_of(app)) else {}


def release_claim(directory: str, app_id: str) -> None:
    """Takes back what a wrapper of the app has claimed, of which nothing is left."""
    path = os.path.join(directory, "claim")
    with contextlib.suppress(FileNotFoundError):
        with open(path) as claim:
            is_own = claim.read().strip() == app_id
        if is_own:
            os.unlink(path)


def replicas_of(app: Json) -> "typing.Iterator[Json]":
    for replicas in app.role_replicas.values():
        yield from replicas


def signal_app(app: Json, signum: int) -> None:
    for replica in replicas_of(app):
        signal_group(replica, signum)


def signal_group(replica: Json, signum: int) -> None:
    """Reaches what a replica that was waited for has left behind too: as long as there is any of it, no
    other process gets the number."""
    proc = replica.proc
    if proc.returncode is not None and start_time(proc.pid):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(proc.pid, signum)


# --- what a killed session left behind


def end_leftovers(state_directory: str) -> None:
    """Ends the local apps of sessions that could not do so themselves."""
    for name in os.listdir(state_directory):
        parts = name.split(".")
        if len(parts) != 4 or parts[0] != boot_id() or parts[3] != "jsonl":
            continue
        if start_time(int(parts[1])) == parts[2]:
            continue
        path = os.path.join(state_directory, name)
        try:
            with open(path) as record:
                for line in record:
                    end_leftover(json.loads(line))
            os.unlink(path)
        except (FileNotFoundError, ValueError):
            continue


def end_leftover(recorded: Json) -> None:
    if start_time(recorded["pid"]) == recorded["startTime"]:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(recorded["pid"], signal.SIGKILL)


def boot_id() -> str:
    try:
        with open("/proc/sys/kernel/random/boot_id") as file:
            return file.read().strip()
    except FileNotFoundError:
        return output_of("sysctl", "-n", "kern.bootsessionuuid") or "unknown"


def start_time(pid: int) -> str:
    """Tells a process from a later one of its number; empty: there is none."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        if os.path.exists("/proc/self/stat"):
            return ""
        return "".join(c for c in output_of("ps", "-o", "lstart=", "-p", str(pid)) if c.isalnum())


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
