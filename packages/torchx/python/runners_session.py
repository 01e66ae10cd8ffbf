"""A process that holds TorchX's runner for one driver, as long as that driver lives.

usage: runners_session.py STATE_DIRECTORY [--torchxconfig]

Questions come as JSON lines on file descriptor 3 (`{"id", "op", "timeoutMs"?, …}`), answers go to 4:
`{"id", "answer"}`, `{"id", "error"}`, and before them `{"id", "planned"}` or `{"id", "lines"}`. The
first line is `{"hello"}`, the last one, once the local apps have ended, is `{"ended"}`. A `ping` is
answered as long as questions are taken. The end of the questions is the end of this process and of its
local apps.
"""

import ast
import json
import os
import signal
import sys
import threading
import time
import typing
import uuid
from concurrent.futures import Future

import runners_app
from runners_app import Json, Refused, patience
from runners_kubernetes import kubernetes_statuses
from runners_local import LocalApps, release_claim
from torchx.runner import get_runner
from torchx.runner import config as runner_config
from torchx.specs import parse_app_handle

ANSWER_FD = 4
GRACE_SECONDS = 10.0


class Session:
    def __init__(self, state_directory: str) -> None:
        self.runner = get_runner()
        self.local = LocalApps(state_directory)
        # Those that are there, and taken in hand.
        self.schedulers: "set[str]" = set()
        self.answer_lock = threading.Lock()
        self.schedule_lock = threading.Lock()
        self.submissions: "dict[str, Future[Json]]" = {}
        self.awaited: "set[int]" = set()
        self.ending = False
        self.scheduling = 0

    def send(self, message: Json) -> None:
        line = (json.dumps(message) + "\n").encode()
        with self.answer_lock:
            try:
                while line:
                    line = line[os.write(ANSWER_FD, line) :]
            except OSError:
                pass

    # --- one question

    def take(self, question: Json) -> None:
        """On the main thread, where the handlers of signals that schedulers install may be set."""
        if question["op"] == "drop":
            self.awaited.discard(question["target"])
            return
        if question["op"] == "ping":
            self.send({"id": question["id"], "answer": None})
            return
        self.awaited.add(question["id"])
        try:
            for scheduler in runners_app.schedulers_of(question) - self.schedulers:
                runners_app.check_scheduler(self.runner, scheduler)
                self.runner.scheduler_run_opts(scheduler)
                self.local.adopt(scheduler, self.runner._scheduler_instances[scheduler])
                self.schedulers.add(scheduler)
            self.start_thread(question)
        except Exception as error:
            self.awaited.discard(question["id"])
            self.send({"id": question["id"], "error": runners_app.failure_of(error, "before")})

    def start_thread(self, question: Json) -> None:
        try:
            threading.Thread(target=self.answer, args=(question,), daemon=True).start()
        except RuntimeError as error:
            raise Refused("BACKEND", f"the session of TorchX has no room for another thread ({error})") from error

    def answer(self, question: Json) -> None:
        timeout_ms = question.get("timeoutMs")
        patience.ends_at = time.monotonic() + timeout_ms / 1_000 if timeout_ms else None
        try:
            own = getattr(self, f"answer_{question['op']}", None)
            if own is not None:
                answer = own(question)
            else:
                answer = runners_app.answer_question(self.runner, question, lambda _: None)
            self.send({"id": question["id"], "answer": answer})
        except BaseException as error:
            phase = getattr(error, "runners_phase", "before")
            self.send({"id": question["id"], "error": runners_app.failure_of(error, phase)})
        finally:
            self.awaited.discard(question["id"])

    def answer_plan(self, question: Json) -> Json:
        lock = self.local.dryrun_lock(question["submission"]["scheduler"])
        return runners_app.plan(self.runner, question, lock)

    # --- submitting

    def answer_submit(self, question: Json) -> Json:
        """Equal keys are submitted once. One that failed may be asked for again: whoever does has to
        know that it is not there."""
        submission = question["submission"]
        key = f"{submission['scheduler']} {submission['submissionKey']}"
        with self.schedule_lock:
            before = self.submissions.get(key)
            mine: "Future[Json]" = Future()
            if before is None:
                self.submissions[key] = mine
        if before is not None:
            return {**before.result(), "existed": True}
        try:
            mine.set_result(self.submit(question))
        except BaseException as error:
            with self.schedule_lock:
                del self.submissions[key]
            mine.set_exception(error)
        return mine.result()

    def submit(self, question: Json) -> Json:
        submission = question["submission"]
        app = runners_app.build_app(submission)
        cfg = runners_app.cfg_of(self.runner, submission)
        scheduler = submission["scheduler"]
        with self.local.dryrun_lock(scheduler):
            info = self.runner.dryrun(app, scheduler, cfg=cfg)
        planned = runners_app.planned_app(self.runner, info)
        self.send({"id": question["id"], "planned": planned})
        with self.schedule_lock:
            if self.ending:
                raise Refused("BACKEND", "the session was ending")
            self.scheduling += 1
        try:
            with self.local.spawning(scheduler):
                handle = runners_app.schedule_app(self.runner.schedule, info, submission, planned)
        except Refused:
            raise
        except BaseException as error:
            # Of a local app nothing is left; whether a cluster has taken one is not sure.
            is_local = scheduler in self.local.schedulers
            if is_local and submission.get("wrapper") and planned["handle"]:
                release_claim(submission["wrapper"]["directory"], parse_app_handle(planned["handle"])[2])
            error.runners_phase = "before" if is_local else "schedule"
            raise
        finally:
            with self.schedule_lock:
                self.scheduling -= 1
        return {**planned, "handle": handle}

    # --- asking and ending

    def answer_statuses(self, question: Json) -> Json:
        handles: "list[str]" = question["handles"]
        kubernetes = [h for h in handles if h.startswith("kubernetes://")]
        statuses: "dict[str, Json]" = {}
        if kubernetes:
            statuses.update(kubernetes_statuses(self.runner, kubernetes, question.get("explain", False)))
        for handle in handles:
            if handle not in statuses:
                statuses[handle] = self.status(handle)
        return statuses

    def status(self, handle: str) -> Json:
        try:
            if patience.ends_at is not None and time.monotonic() > patience.ends_at:
                raise TimeoutError("no time was left to ask")
            if self.local.has(handle):
                return self.local.status(handle, self.runner)
            return status_of(self.runner.status(handle))
        except Exception as error:
            return {"outcome": "failed", "reason": runners_app.failure_of(error, "")["message"]}

    def answer_cancel(self, question: Json) -> None:
        errors = []
        for handle in question["handles"]:
            try:
                self.cancel(handle, question.get("force", False))
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]

    def cancel(self, handle: str, force: bool) -> None:
        if self.local.has(handle):
            self.local.cancel(handle, self.runner, force)
            return
        try:
            self.runner.cancel(handle)
        except Exception as error:
            # Releases of TorchX do not expect a job of Kubernetes to be gone.
            if getattr(error, "status", None) != 404 or "not found" not in str(error):
                raise

    def answer_list(self, question: Json) -> Json:
        local = self.local.handles(question["scheduler"])
        if local is not None:
            return [{"handle": handle, "name": handle.split("/")[-1]} for handle in local]
        return runners_app.list_apps(self.runner, question)

    def answer_log(self, question: Json) -> None:
        for line in runners_app.log_lines(self.runner, question):
            if question["id"] not in self.awaited:
                return
            self.send({"id": question["id"], "lines": line.removesuffix("\n").split("\n")})

    # --- the end

    def end(self) -> None:
        """Nothing is submitted any more; what TorchX runs for us ends, and so do the local apps."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with self.schedule_lock:
            self.ending = True
        ends_at = time.monotonic() + GRACE_SECONDS
        while self.scheduling and time.monotonic() < ends_at:
            # Commands of TorchX are of our process group, local apps are not.
            os.killpg(0, signal.SIGTERM)
            time.sleep(0.02)
        self.local.end_all(GRACE_SECONDS)
        try:
            self.runner.close()
        finally:
            try:
                self.local.forget()
                self.send({"ended": True})
            finally:
                os.killpg(0, signal.SIGKILL)


def status_of(status: Json) -> Json:
    if status is None:
        return {"outcome": "missing"}
    message = status.msg if status.msg and status.msg != "<NONE>" else ""
    if not message and status.structured_error_msg != "<NONE>":
        message = status.structured_error_msg
    return {"outcome": "known", "state": status.state.name, "message": message}


def parse_one_at_a_time() -> None:
    """TorchX reads its own source to answer. Where two threads parse at once, releases of Python
    raise `SystemError: AST constructor recursion depth mismatch` (python/cpython#106905)."""
    parse, lock = ast.parse, threading.Lock()

    def locked_parse(*args: Json, **kwargs: Json) -> Json:
        with lock:
            return parse(*args, **kwargs)

    ast.parse = locked_parse


def questions() -> "typing.Iterator[Json]":
    with open(runners_app.DRIVER_FD, "rb", closefd=False) as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                return
            yield json.loads(line)


def main() -> None:
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    os.set_inheritable(runners_app.DRIVER_FD, False)
    os.set_inheritable(ANSWER_FD, False)
    runners_app.bound_commands()
    parse_one_at_a_time()
    if "--torchxconfig" not in sys.argv:
        runner_config.find_configs = lambda *_, **__: []
    session = Session(sys.argv[1])
    try:
        session.send({"hello": {"session": str(uuid.uuid4())}})
        for question in questions():
            session.take(question)
    finally:
        session.end()


if __name__ == "__main__":
    main()
