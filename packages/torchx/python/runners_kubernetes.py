"""How jobs of Kubernetes are, asked in one list where TorchX would ask for each job and its pods."""

import contextlib
import datetime
import json
import math
import time
import typing

import runners_app
from runners_app import Json, patience
from torchx.runner import Runner
from torchx.specs import parse_app_handle

ENDED = ("Completed", "Aborted", "Failed", "Terminated")
EXPLAIN_SECONDS = 3.0
TAIL_LINES = 20
TAIL_CHARACTERS = 4_096
# A request has its names in its address, which may not be of any length.
MOST_NAMES = 50


def kubernetes_statuses(runner: Runner, handles: "list[str]", explain: bool) -> Json:
    """With `explain`, also how those that have ended did: for that their pods are asked."""
    statuses: "dict[str, Json]" = {}
    by_namespace: "dict[str, dict[str, str]]" = {}
    for handle in handles:
        namespace, name = parse_app_handle(handle)[2].split(":")
        by_namespace.setdefault(namespace, {})[name] = handle
    for namespace, mine in by_namespace.items():
        try:
            jobs = {job["metadata"]["name"]: job for job in runners_app.kubernetes_jobs(runner, namespace)}
        except Exception as error:
            reason = runners_app.failure_of(error, "")["message"]
            statuses.update({handle: {"outcome": "failed", "reason": reason} for handle in mine.values()})
            continue
        phases = {name: phase_of(jobs[name]) for name in mine if name in jobs}
        ended = {name: phase for name, phase in phases.items() if phase in ENDED}
        ends = ends_of(runner, namespace, ended) if explain else {}
        for name, handle in mine.items():
            job = jobs.get(name)
            statuses[handle] = (
                {"outcome": "missing"} if job is None else {**status_of_job(job), **ends.get(name, {})}
            )
    return statuses


def phase_of(job: Json) -> str:
    return state_of(job).get("phase", "Pending")


def state_of(job: Json) -> Json:
    return (job.get("status") or {}).get("state") or {}


def status_of_job(job: Json) -> Json:
    from torchx.schedulers.kubernetes_scheduler import JOB_STATE

    state = state_of(job)
    known = JOB_STATE.get(phase_of(job))
    conditions = (job.get("status") or {}).get("conditions") or []
    started = [one.get("lastTransitionTime") for one in conditions if one.get("status") == "Running"]
    times = {
        # A job that was restarted has several.
        "startedAtMs": milliseconds(started[-1] if started else None),
        "finishedAtMs": milliseconds(state.get("lastTransitionTime")) if phase_of(job) in ENDED else None,
    }
    return {
        "outcome": "known",
        "state": known.name if known is not None else "UNKNOWN",
        "message": state.get("message") or state.get("phase") or "",
        **{name: time for name, time in times.items() if time is not None},
    }


def milliseconds(timestamp: "str | None") -> "int | None":
    """Since the epoch, of a time as Kubernetes writes it."""
    try:
        parsed = datetime.datetime.fromisoformat((timestamp or "").replace("Z", "+00:00"))
        return int(parsed.timestamp() * 1_000)
    except ValueError:
        return None


def ends_of(runner: Runner, namespace: str, phases: "dict[str, str]") -> "dict[str, Json]":
    """Exit codes, and what the pods that failed printed last. Pods that are gone tell nothing, and
    those that do not answer soon are not waited for: the states are known without them."""
    ends: "dict[str, Json]" = {}
    names = list(phases)
    ends_at = patience.ends_at
    patience.ends_at = min(ends_at or math.inf, time.monotonic() + EXPLAIN_SECONDS)
    try:
        for first in range(0, len(names), MOST_NAMES):
            for pod in pods_of(runner, namespace, names[first : first + MOST_NAMES]):
                if time.monotonic() > patience.ends_at:
                    return ends
                with contextlib.suppress(Exception):
                    note_end(runner, namespace, pod, phases, ends)
    except Exception:
        pass
    finally:
        patience.ends_at = ends_at
    return ends


def note_end(
    runner: Runner, namespace: str, pod: Json, phases: "dict[str, str]", ends: "dict[str, Json]"
) -> None:
    """Of a job that completed any pod that ended well speaks, of another the first that failed."""
    job = pod["metadata"]["labels"]["volcano.sh/job-name"]
    name = pod["metadata"]["name"]
    for container in (pod.get("status") or {}).get("containerStatuses") or []:
        end = (container.get("state") or {}).get("terminated")
        if end is None or job in ends or (end["exitCode"] == 0) != (phases[job] == "Completed"):
            continue
        ends[job] = {"exitCode": end["exitCode"]}
        if end["exitCode"] != 0:
            word = f" ({end['reason']})" if end.get("reason") else ""
            printed = tail_of_pod(runner, namespace, name, container["name"])
            ends[job]["tail"] = f"{name} ended with exit code {end['exitCode']}{word}\n{printed}".rstrip()


def pods_of(runner: Runner, namespace: str, names: "list[str]") -> "list[Json]":
    selector = f"volcano.sh/job-name in ({','.join(names)})"
    answer = core_api(runner).list_namespaced_pod(
        namespace, label_selector=selector, _preload_content=False
    )
    return sorted(json.loads(answer.data)["items"], key=lambda pod: pod["metadata"]["name"])


def tail_of_pod(runner: Runner, namespace: str, pod: str, container: str) -> str:
    with contextlib.suppress(Exception):
        answer = core_api(runner).read_namespaced_pod_log(
            pod, namespace, container=container, tail_lines=TAIL_LINES, _preload_content=False
        )
        return answer.data.decode(errors="replace")[-TAIL_CHARACTERS:].rstrip()
    return ""


def core_api(runner: Runner) -> Json:
    from kubernetes import client

    return client.CoreV1Api(runner._scheduler_instances["kubernetes"]._api_client())
