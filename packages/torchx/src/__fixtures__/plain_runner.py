"""What a benchmark compares with: TorchX's own runner in one process.

usage: plain_runner.py LOG_DIRECTORY APPS POLLS

Prints the seconds that it took to submit APPS local apps, and the median of POLLS polls of all.
"""

import json
import os
import resource
import signal
import statistics
import sys
import time

from torchx.runner import get_runner
from torchx.specs import AppDef, Role

log_directory, apps, polls = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
runner = get_runner(cache_size=1_000_000)
cfg = {"log_dir": log_directory}
runner.scheduler_run_opts("local_cwd")

started = time.monotonic()
handles = []
for index in range(apps):
    role = Role(name="role", image="", entrypoint="sleep", args=["100000"])
    handles.append(runner.run(AppDef(name=f"app-{index}", roles=[role]), "local_cwd", cfg=cfg))
submitted = time.monotonic() - started

seconds = []
for _ in range(polls):
    started = time.monotonic()
    for handle in handles:
        assert runner.status(handle).state.name == "RUNNING"
    seconds.append(time.monotonic() - started)

print(json.dumps({"submit": submitted, "poll": statistics.median(seconds)}), flush=True)
for app in runner._scheduler_instances["local_cwd"]._apps.values():
    for replicas in app.role_replicas.values():
        for replica in replicas:
            os.killpg(replica.proc.pid, signal.SIGKILL)
os._exit(0)
