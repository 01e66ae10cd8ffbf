"""Builds apps, and answers questions, inside the installed TorchX.

The session imports this file. TorchX's command line takes it as a file of components:
`torchx run … runners_app.py:submit --spec=-` submits an app, `… runners_app.py:ask --request=-`
prints an answer. Releases of TorchX run such a file within `torchx.specs.finder`, so that nothing
here may have a name of that module, and annotations have to be types.
"""

import contextlib
import copy
import importlib
import importlib.util
import inspect
import json
import re
import select
import subprocess
import sys
import threading
import time
import types
import typing
from concurrent.futures import Future, wait

from torchx.runner import Runner, get_runner
from torchx.runner import config as runner_config
from torchx.schedulers.api import Stream
from torchx.specs import (
    AppDef,
    BindMount,
    DeviceMount,
    Resource,
    RetryPolicy,
    Role,
    VolumeMount,
    macros,
    make_app_handle,
    parse_app_handle,
)

DRIVER_FD = 3
Json = typing.Any


# What Python and TorchX raise where what they were given cannot work.
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, TypeError, ValueError)


class Refused(Exception):
    """Nothing was submitted, with the code of a RunnerError."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Patience(threading.local):
    """When the call of this thread ends, on the monotonic clock; None: never."""

    ends_at: "float | None" = None

    def seconds_left(self) -> float:
        left = threading.TIMEOUT_MAX if self.ends_at is None else self.ends_at - time.monotonic()
        return min(max(0.0, left), threading.TIMEOUT_MAX)


patience = Patience()


def bound_commands() -> None:
    """Ends each command that TorchX runs with the call it belongs to, and keeps what it complains of."""
    run = subprocess.run

    def bounded_run(*args: Json, **kwargs: Json) -> "subprocess.CompletedProcess[Json]":
        if patience.ends_at is not None and kwargs.get("timeout") is None:
            kwargs["timeout"] = max(0.001, patience.ends_at - time.monotonic())
        quiet = kwargs.get("capture_output") or kwargs.get("stderr") is not None
        if not quiet:
            kwargs["stderr"] = subprocess.PIPE
        if kwargs.get("input") is None:
            kwargs.setdefault("stdin", subprocess.DEVNULL)
        try:
            return run(*args, **kwargs)
        except subprocess.CalledProcessError as error:
            if not quiet:
                print(complaint(error), file=sys.stderr, flush=True)
            raise

    subprocess.run = bounded_run  # type: ignore[assignment]


def complaint(error: BaseException) -> str:
    """What the command behind an error printed on its standard error."""
    stderr = getattr(error, "stderr", None) or ""
    return stderr.decode(errors="replace") if isinstance(stderr, bytes) else str(stderr)


# --- apps


def role_of(spec: Json) -> Role:
    given = {
        "args": spec.get("args"),
        "env": spec.get("env"),
        "num_replicas": spec.get("numReplicas"),
        "min_replicas": spec.get("minReplicas"),
        "max_retries": spec.get("maxRetries"),
        "port_map": spec.get("portMap"),
        "metadata": spec.get("metadata"),
    }
    if "retryPolicy" in spec:
        given["retry_policy"] = RetryPolicy[spec["retryPolicy"]]
    if "resource" in spec:
        given["resource"] = resource_of(spec["resource"])
    if "mounts" in spec:
        given["mounts"] = [mount_of(mount) for mount in spec["mounts"]]
    return Role(
        name=spec["name"],
        image=spec["image"],
        entrypoint=spec["entrypoint"],
        **{name: value for name, value in given.items() if value is not None},
    )


def resource_of(spec: Json) -> Resource:
    return Resource(
        cpu=spec["cpu"],
        gpu=spec.get("gpu", 0),
        memMB=spec["memMB"],
        capabilities=spec.get("capabilities", {}),
        devices=spec.get("devices", {}),
    )


def mount_of(spec: Json) -> "BindMount | VolumeMount | DeviceMount":
    if spec["type"] == "bind":
        return BindMount(spec["srcPath"], spec["dstPath"], spec.get("readOnly", False))
    if spec["type"] == "volume":
        return VolumeMount(spec["src"], spec["dstPath"], spec.get("readOnly", False))
    return DeviceMount(spec["srcPath"], spec["dstPath"], spec.get("permissions", "rwm"))


def build_app(submission: Json) -> AppDef:
    """The app of a submission: renamed after its key, and wrapped where that was asked for."""
    source = submission["source"]
    key = submission["submissionKey"]
    if source["kind"] == "app":
        spec = source["app"]
        app = AppDef(spec["name"], [role_of(role) for role in spec["roles"]])
        app.metadata = dict(spec.get("metadata", {}))
    else:
        app = app_of_component(source["name"], source["arguments"])
    app.name = key
    if submission["scheduler"] == "kubernetes":
        name_kubernetes_jobs_by_app()
    else:
        # Not on Kubernetes, where the names of pods hold both and are short.
        for index, role in enumerate(app.roles):
            role.name = key if index == 0 else f"{key}-{role.name}"
    for role in app.roles:
        if submission["scheduler"] == "slurm" and role.env:
            set_environment_by_command(role)
        if submission.get("wrapper"):
            wrap_role(role, submission)
    return app


def set_environment_by_command(role: Role) -> None:
    """What TorchX gives to `srun --export` ends at the first comma."""
    variables = [f"{name}={value}" for name, value in role.env.items()]
    role.args = [*variables, literal(role.entrypoint), *role.args]
    role.entrypoint = "env"
    role.env = {}


def wrap_role(role: Role, submission: Json) -> None:
    wrapper = submission["wrapper"]
    ours = [wrapper["directory"], submission["submissionKey"], role.name]
    program = [literal(role.entrypoint), *role.args]
    role.entrypoint = "sh"
    role.args = [
        "-c",
        literal(wrapper["script"]),
        "runners",
        *(literal(text) for text in ours),
        macros.replica_id,
        macros.app_id,
        literal(wrapper["workingDirectory"]),
        *program,
    ]


def literal(text: str) -> str:
    """So that TorchX, which fills in macros, leaves it as it is."""
    return text.replace("$", "$$")


def name_kubernetes_jobs_by_app() -> None:
    """An app of one name is then one job, which the API server takes only once."""
    module = importlib.import_module("torchx.schedulers.kubernetes_scheduler")
    if hasattr(module, "make_unique"):
        module.make_unique = lambda name, *_: name
    bound_requests()


def bound_requests() -> None:
    """Ends each request of the Kubernetes client with the call it belongs to."""
    rest = importlib.import_module("kubernetes.client.rest").RESTClientObject
    request = rest.request
    if getattr(request, "bounded", False):
        return

    def bounded_request(*args: Json, **kwargs: Json) -> Json:
        if kwargs.get("_request_timeout") is None and patience.ends_at is not None:
            kwargs["_request_timeout"] = max(0.001, patience.ends_at - time.monotonic())
        return request(*args, **kwargs)

    setattr(bounded_request, "bounded", True)
    rest.request = bounded_request


# --- components


component_lock = threading.Lock()
# Which component has the lock, and since when.
component_turn = ("", "")
# The files that are being imported, and since when.
imports: "dict[str, str]" = {}
# Calls that were left alone, by component. Each keeps a thread.
left_alone: "dict[str, list[Future[Json]]]" = {}
MOST_LEFT_ALONE = 4


def with_component(name: str, use: typing.Callable[[typing.Callable[..., AppDef]], Json]) -> Json:
    """Finds a component and uses its function, one at a time. One that hangs is left alone once its
    call's time is over: nobody waits for it any longer, or takes what it gives then."""
    global component_turn
    if not component_lock.acquire(timeout=patience.seconds_left()):
        holder, since = component_turn
        raise Refused(
            "BACKEND", f"component {name} waited for component {holder}, which has not returned since {since}"
        )
    try:
        hanging = left_alone[name] = [call for call in left_alone.get(name, []) if not call.done()]
        if len(hanging) >= MOST_LEFT_ALONE:
            raise Refused("BACKEND", f"component {name} has not returned from its last {len(hanging)} calls; mend it")
        if patience.seconds_left() == 0:
            raise Refused("BACKEND", f"component {name} waited for others until its time was over")
        since = time_now()
        component_turn = (name, since)
        result = start_alone(lambda: use(find_component(name)))
        wait([result], patience.seconds_left())
        if not result.done():
            hanging.append(result)
            raise Refused(
                "BACKEND",
                f"component {name} has not returned since {since}, and is left alone; mend it, or raise callTimeoutMs",
            )
        return result.result()
    finally:
        component_lock.release()


def start_alone(work: typing.Callable[[], Json]) -> "Future[Json]":
    """Works on a thread of its own; but for the main thread on that one: a command ends as a whole."""
    result: "Future[Json]" = Future()
    ends_at = patience.ends_at

    def run() -> None:
        patience.ends_at = ends_at
        try:
            result.set_result(work())
        except Exception as error:
            result.set_exception(error)
        except SystemExit as error:
            # What is no Exception would end whoever asks, and nobody would have an answer.
            result.set_exception(ValueError(f"it has called sys.exit({error.code!r})"))
        except BaseException as error:
            result.set_exception(ValueError(f"it has raised {type(error).__name__}"))

    if threading.current_thread() is threading.main_thread():
        run()
    else:
        threading.Thread(target=run, daemon=True).start()
    return result


def find_component(name: str) -> typing.Callable[..., AppDef]:
    file, mine = name.partition(":")[0], time_now()
    since = imports.setdefault(file, mine)
    if since is not mine:
        # Releases of TorchX would take what there is of it so far for the whole.
        raise Refused("BACKEND", f"{file} has been left alone while it was imported, at {since}, and still is")
    try:
        return finder_of(name).get_component(name).fn
    finally:
        del imports[file]


def finder_of(name: str) -> Json:
    """TorchX's finder. For a file one of its own: releases run the file within it, where its names
    take the place of others, and later TorchX imports it under the finder's lock."""
    finder = importlib.import_module("torchx.specs.finder")
    if ":" not in name:
        return finder
    own: Json = importlib.util.module_from_spec(finder.__spec__)
    finder.__spec__.loader.exec_module(own)
    own.__name__ = f"torchx.specs.finder of {name}"
    sys.modules[own.__name__] = own
    return own


def time_now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")


def signature_of_component(component: typing.Callable[..., AppDef]) -> inspect.Signature:
    try:
        return inspect.signature(component, eval_str=True)
    except NameError:
        return inspect.signature(component)


def describe_component(name: str) -> Json:
    def describe(component: typing.Callable[..., AppDef]) -> Json:
        parameters = signature_of_component(component).parameters.values()
        return [describe_parameter(parameter) for parameter in parameters]

    return with_component(name, describe)


def describe_parameter(parameter: inspect.Parameter) -> Json:
    annotation = parameter.annotation
    optional = False
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        choices = [choice for choice in typing.get_args(annotation) if choice is not type(None)]
        optional = len(choices) < len(typing.get_args(annotation))
        if len(choices) == 1:
            annotation = choices[0]
    variadic = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    described = describe_type(annotation)
    if variadic and "of" not in described and described["kind"] != "other":
        described = {"kind": "list", "of": described["kind"]}
    return {
        "name": parameter.name,
        "type": described,
        "optional": optional,
        "hasDefault": variadic or parameter.default is not inspect.Parameter.empty,
        "variadic": variadic,
    }


def describe_type(annotation: Json) -> Json:
    scalars = {int: "int", float: "float", str: "str", bool: "bool"}
    if annotation in (int, float, str, bool):
        return {"kind": scalars[annotation]}
    origin, items = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is list and items and items[0] in (int, float, str, bool):
        return {"kind": "list", "of": scalars[items[0]]}
    if origin is dict and items[0] is str and items[1] in (int, float, str, bool):
        return {"kind": "dict", "of": scalars[items[1]]}
    return {"kind": "other", "annotation": inspect.formatannotation(annotation)}


def app_of_component(name: str, arguments: Json) -> AppDef:
    values = {key: value_of(argument) for key, argument in arguments.items()}

    def call(component: typing.Callable[..., AppDef]) -> AppDef:
        positional: "list[Json]" = []
        named: "dict[str, Json]" = {}
        parameters = signature_of_component(component).parameters
        for parameter in parameters.values():
            if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
                positional += values.get(parameter.name, [])
                continue
            value = values.get(parameter.name, parameter.default)
            if value is inspect.Parameter.empty:
                raise Refused("INVALID_TRIAL", f"component {name} needs `{parameter.name}`")
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
                named[parameter.name] = value
            else:
                positional.append(value)
        unknown = sorted(set(values) - set(parameters))
        if unknown:
            raise Refused("INVALID_TRIAL", f"component {name} has no {', '.join(unknown)}")
        try:
            return component(*positional, **named)
        except Refused:
            raise
        except Exception as error:
            raise Refused("INVALID_TRIAL", f"component {name} raised {type(error).__name__}: {error}") from error

    app = with_component(name, call)
    if not isinstance(app, AppDef) or not app.roles:
        raise Refused("INVALID_TRIAL", f"component {name} gave no AppDef with roles")
    return app


def value_of(argument: Json) -> Json:
    kind = argument["type"]
    if kind == "int":
        return int(argument["value"])
    if kind == "float":
        return float(argument["value"])
    if kind == "list":
        return [value_of(item) for item in argument["value"]]
    if kind == "dict":
        return {key: value_of(item) for key, item in argument["value"].items()}
    return None if kind == "none" else argument["value"]


# --- submitting


def driver_is_gone(fd: int) -> bool:
    poll = select.poll()
    poll.register(fd, select.POLLHUP)
    return any(events & ~select.POLLIN for _, events in poll.poll(0))


def check_wanted(submission: Json) -> None:
    """The last thing before the backend is called."""
    not_after_ms = submission.get("notAfterMs")
    if not_after_ms is not None and time.time() * 1_000 > not_after_ms:
        raise Refused("DEADLINE_PASSED", "notAfterMs had passed")
    if patience.ends_at is not None and time.monotonic() > patience.ends_at:
        raise Refused("BACKEND", "the call's time was over before the backend could be asked")
    if driver_is_gone(DRIVER_FD):
        raise Refused("BACKEND", "the process that wanted it is gone")


def cfg_of(runner: Runner, submission: Json) -> Json:
    scheduler = submission["scheduler"]
    cfg = dict(submission["cfg"])
    if any(type(value) is int for value in cfg.values()):
        for name, option in runner.scheduler_run_opts(scheduler):
            if option.opt_type is float and type(cfg.get(name)) is int:
                cfg[name] = float(cfg[name])
    runner_config.apply(scheduler, cfg)
    return cfg


def planned_app(runner: Runner, info: Json) -> Json:
    """What is known of an app before it is submitted; the id where the scheduler fixes it so early."""
    request = info.request
    app_id = getattr(request, "app_id", None)
    if app_id is None and isinstance(getattr(request, "resource", None), dict):
        app_id = f"{option_of(info, 'namespace') or 'default'}:{request.resource['metadata']['name']}"
    app = getattr(info, "app", None) or info._app
    roles = [{"name": role.name, "replicas": role.num_replicas} for role in app.roles]
    handle = make_app_handle(info._scheduler, runner.name(), app_id) if app_id else None
    return {"handle": handle, "roles": roles}


def option_of(info: Json, name: str) -> Json:
    cfg = getattr(info, "cfg", None) or info._cfg
    return cfg.get(name) if hasattr(cfg, "get") else getattr(cfg, name, None)


def schedule_app(
    schedule: typing.Callable[[Json], str], info: Json, submission: Json, planned: Json
) -> str:
    check_wanted(submission)
    try:
        return schedule(info)
    except ValueError as error:
        # Kubernetes has a job of this name, which is the submission key.
        if info._scheduler == "kubernetes" and "already exists" in str(error) and planned["handle"]:
            planned["existed"] = True
            return planned["handle"]
        raise


def submit(spec: str) -> AppDef:
    """For TorchX's command line: the app of a submission, given as JSON; `-`: on standard input."""
    submission = json.loads(sys.stdin.read() if spec == "-" else spec)
    bound_commands()
    patience.ends_at = time.monotonic() + submission["timeoutMs"] / 1_000
    plain_dryrun, plain_schedule = Runner.dryrun, Runner.schedule

    def dryrun(runner: Runner, app: AppDef, scheduler: str, **_: Json) -> Json:
        # The configuration as it was given; a command line has no exact form for it.
        with telling_of("before"):
            return plain_dryrun(runner, app, scheduler, cfg=cfg_of(runner, submission))

    def schedule(runner: Runner, info: Json) -> str:
        planned = planned_app(runner, info)
        tell({"planned": planned})
        with telling_of("schedule"):
            handle = schedule_app(lambda info: plain_schedule(runner, info), info, submission, planned)
        tell({"planned": planned})
        return handle

    Runner.dryrun, Runner.schedule = dryrun, schedule  # type: ignore[method-assign]
    with telling_of("before"):
        return build_app(submission)


@contextlib.contextmanager
def telling_of(phase: str) -> "typing.Iterator[None]":
    try:
        yield
    except Exception as error:
        tell({"error": failure_of(error, phase)})
        sys.exit(1)


def tell(message: Json) -> None:
    """On standard output, among what TorchX's command line prints there, on a line of its own."""
    print("\n" + json.dumps({"runners": message}), flush=True)


# --- questions


def answer_question(runner: Runner, question: Json, tell: typing.Callable[[Json], None]) -> Json:
    op = question["op"]
    if op == "signature":
        return describe_component(question["component"])
    if op == "schedulers":
        return list(runner.scheduler_backends())
    if op == "runOptions":
        return [
            {"name": name, "type": type_name(option.opt_type), "required": option.is_required}
            for name, option in runner.scheduler_run_opts(question["scheduler"])
        ]
    if op == "plan":
        return plan(runner, question, contextlib.nullcontext())
    if op == "list":
        return list_apps(runner, question)
    if op == "log":
        for line in log_lines(runner, question):
            tell({"lines": line.removesuffix("\n").split("\n")})
        return None
    if op == "read":
        return read_text(question["url"])
    if op == "move":
        return move_file(question["from"], question["to"])
    raise ValueError(f"unknown question {op}")


def plan(runner: Runner, question: Json, lock: "contextlib.AbstractContextManager[Json]") -> Json:
    """The request is that of an app without secrets: in a text that was quoted or folded none can be found."""
    submission = question["submission"]
    scheduler = submission["scheduler"]
    app = build_app(submission)
    shown = copy.copy(app)
    shown.roles = [without_secrets(role, question["secrets"]) for role in app.roles]
    cfg = cfg_of(runner, submission)
    with lock:
        info = runner.dryrun(app, scheduler, cfg=cfg)
        request = str(runner.dryrun(shown, scheduler, cfg=cfg))
    return {**planned_app(runner, info), "request": request}


def without_secrets(role: Role, names: "dict[str, str]") -> Role:
    if not names:
        return role
    longest_first = sorted(names, key=len, reverse=True)
    any_of_them = re.compile("|".join(re.escape(text) for text in longest_first))

    def hide(value: Json) -> Json:
        if isinstance(value, str):
            return any_of_them.sub(lambda found: f"[{names[found.group()]}]", value)
        if isinstance(value, dict):
            return {key: hide(item) for key, item in value.items()}
        return [hide(item) for item in value] if isinstance(value, list) else value

    shown = copy.copy(role)
    for field in ("image", "entrypoint", "args", "env", "metadata"):
        setattr(shown, field, hide(getattr(role, field)))
    return shown


def list_apps(runner: Runner, question: Json) -> Json:
    scheduler = question["scheduler"]
    if scheduler != "kubernetes":
        apps = runner.list(scheduler)
        return [{"handle": app.app_handle, "name": getattr(app, "name", "") or ""} for app in apps]
    runner.scheduler_run_opts(scheduler)
    cfg = {"namespace": question["namespace"]} if "namespace" in question else {}
    runner_config.apply(scheduler, cfg)
    namespace = cfg.get("namespace") or "default"
    names = [job["metadata"]["name"] for job in kubernetes_jobs(runner, namespace)]
    handles = [make_app_handle(scheduler, runner.name(), f"{namespace}:{name}") for name in names]
    return [{"handle": handle, "name": name} for handle, name in zip(handles, names)]


def kubernetes_jobs(runner: Runner, namespace: str) -> "list[Json]":
    """In one call, where TorchX's own list ends at the first job that has no state yet."""
    bound_requests()
    return runner._scheduler_instances["kubernetes"]._custom_objects_api().list_namespaced_custom_object(
        group="batch.volcano.sh", version="v1alpha1", namespace=namespace, plural="jobs"
    )["items"]


def log_lines(runner: Runner, question: Json) -> "typing.Iterable[str]":
    if question["follow"]:
        patience.ends_at = None
    return runner.log_lines(
        question["handle"],
        question["role"],
        question["replica"],
        should_tail=question["follow"],
        streams=Stream[question["stream"].upper()],
    )


def type_name(option_type: Json) -> str:
    return getattr(typing.get_origin(option_type) or option_type, "__name__", str(option_type))


def read_text(url: str) -> "str | None":
    from fsspec.core import url_to_fs

    system, path = url_to_fs(url)
    try:
        # Not opened, for which some file systems look at what they listed before.
        return system.cat_file(path).decode(errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def move_file(source: str, target: str) -> bool:
    """Whether there was one."""
    from fsspec.core import url_to_fs

    system, path = url_to_fs(source)
    try:
        system.mv(path, url_to_fs(target)[1])
    except FileNotFoundError:
        return False
    return True


def ask(request: str) -> AppDef:
    """For TorchX's command line: prints the answer to a question, given as `submit` is."""
    question = json.loads(sys.stdin.read() if request == "-" else request)
    bound_commands()
    if "timeoutMs" in question:
        patience.ends_at = time.monotonic() + question["timeoutMs"] / 1_000
    try:
        runner = get_runner()
        for scheduler in schedulers_of(question):
            check_scheduler(runner, scheduler)
        tell({"answer": answer_question(runner, question, tell)})
    except Exception as error:
        tell({"error": failure_of(error, "before")})
    sys.exit(0)


def schedulers_of(question: Json) -> "set[str]":
    if "submission" in question:
        return {question["submission"]["scheduler"]}
    if "scheduler" in question:
        return {question["scheduler"]}
    handles = question.get("handles", [question["handle"]] if "handle" in question else [])
    return {parse_app_handle(handle)[0] for handle in handles}


def check_scheduler(runner: Runner, scheduler: str) -> None:
    names = list(runner.scheduler_backends())
    if scheduler not in names:
        raise Refused(
            "INVALID_ARGUMENT", f"TorchX has no scheduler `{scheduler}`; it has {', '.join(names)}"
        )


def failure_of(error: BaseException, phase: str) -> Json:
    """What is to be told of an error; not what the commands were given, which may hold secrets."""
    text = complaint(error).strip()
    if isinstance(error, subprocess.CalledProcessError):
        message = f"{program_of(error)} ended with exit code {error.returncode}: {text}"
    elif isinstance(error, subprocess.TimeoutExpired):
        message = f"{program_of(error)} was ended, because it took too long"
    else:
        message = str(error) or type(error).__name__
    of_sinfo = isinstance(error, FAULTS) and is_of_sinfo(error)
    if of_sinfo:
        message = f"TorchX does not understand what sinfo prints: {message}"
    cause = error.__cause__
    return {
        "phase": phase,
        "code": getattr(error, "code", None) if isinstance(error, Refused) else None,
        "type": type(error).__name__,
        # Of the machine, of TorchX or of the way to the backend: no fault of what was given.
        "trouble": of_sinfo
        or not isinstance(error, FAULTS)
        or isinstance(error, OSError)
        or isinstance(cause, OSError),
        "message": message[:4_000],
        "status": getattr(error, "status", None) or getattr(cause, "status", None),
        "body": str(getattr(error, "body", None) or getattr(cause, "body", None) or "")[:4_000],
        "filename": str(error.filename) if isinstance(error, OSError) and error.filename else None,
    }


def is_of_sinfo(error: BaseException) -> bool:
    """Whether it comes from where TorchX's dry run on Slurm reads what `sinfo` prints."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.endswith("slurm_scheduler.py") and code.co_name in ("_partition_memmb", "version"):
            return True
        trace = trace.tb_next
    return False


def program_of(error: Json) -> str:
    return str(error.cmd if isinstance(error.cmd, str) else error.cmd[0]).split("/")[-1]
