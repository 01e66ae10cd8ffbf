import { dirname } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { pythonFile } from "../client/python-file.ts";

/** The second replica of an app cannot be noted. */
const fullDisk = `
import sys
from runners_local import LocalApps
from torchx.runner import get_runner
from torchx.specs import AppDef, Role

runner = get_runner()
local = LocalApps(sys.argv[1] + "/state")
runner.scheduler_run_opts("local_cwd")
local.adopt("local_cwd", runner._scheduler_instances["local_cwd"])
note = local.note

def note_first(pid):
    if len(local.spawned.replicas) > 1:
        raise OSError(28, "No space left on device")
    note(pid)

local.note = note_first
app = AppDef("app", [Role("role", image="", entrypoint="sleep", args=["100000"], num_replicas=2)])
info = runner.dryrun(app, "local_cwd", cfg={"log_dir": sys.argv[1] + "/logs"})
try:
    with local.spawning("local_cwd"):
        runner.schedule(info)
except OSError as error:
    print(error.errno, [replica.proc.returncode for replica in local.spawned.replicas])
`;

/** The session may have no more threads. */
const noThreads = `
import threading, types
import runners_app, runners_session

def start(self):
    raise RuntimeError("can't start new thread")

threading.Thread.start = start
try:
    runners_session.Session.start_thread(types.SimpleNamespace(answer=print), {})
except runners_app.Refused as error:
    print(error.code, error)
`;

/** The claim of another app, and of the one that it is released for. */
const claimed = `
import os, sys
from runners_local import release_claim

claim = sys.argv[1] + "/claim"
for owner in ["other", "app"]:
    with open(claim, "w") as file:
        file.write(owner + "\\n")
    release_claim(sys.argv[1], "app")
    print(os.path.exists(claim))
release_claim(sys.argv[1], "app")
`;

/** A component that hangs while it is imported, and what others are told: one that has no time, then all. */
const hungImport = `
import os, sys, threading
import runners_app
from runners_app import patience, with_component

os.chdir(sys.argv[1])
make = """
import torchx.specs as specs

def make() -> specs.AppDef:
    return specs.AppDef(name=__name__)
"""
with open("hangs.py", "w") as file:
    file.write("import sys; sys.imported.set(); sys.go.wait()" + make)
with open("other.py", "w") as file:
    file.write(make)
sys.imported, sys.go, over = threading.Event(), threading.Event(), threading.Event()
wait, runners_app.wait = runners_app.wait, lambda *_: over.wait()

def call(name, ends_at=None):
    def run():
        patience.ends_at = ends_at
        try:
            with_component(name, lambda component: component())
            print(name)
        except runners_app.Refused as error:
            print(error.code, error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread

hung = call("./hangs.py:make")
sys.imported.wait()
call("./other.py:make", ends_at=0).join()
over.set()
hung.join()
runners_app.wait = wait
call("./hangs.py:make").join()
call("./other.py:make").join()
sys.go.set()
for thread in threading.enumerate():
    if thread.daemon:
        thread.join()
call("./hangs.py:make").join()
`;

/** A component that never returns: which of its calls begin another thread. */
const hungCalls = `
import time
import runners_app
from runners_app import Future, patience, with_component

runners_app.start_alone = lambda work: calls.append(Future()) or calls[-1]
runners_app.wait = lambda *_: None
calls, patience.ends_at = [], time.monotonic() + 1000

def call():
    try:
        with_component("utils.echo", lambda component: None)
    except runners_app.Refused as error:
        print(len(calls), error.code, "not begun" if "last" in str(error) else "begun")

for _ in range(5):
    call()
calls[0].set_result(None)
call()
`;

/** A refusal that says since when. */
function refusedSince(message: string): unknown {
  return expect.stringMatching(`^BACKEND ${message} \\d{4}-`);
}

async function outputOf(python: string, program: string, place: string): Promise<string> {
  const env = { PYTHONPATH: dirname(pythonFile("runners_session.py")) };
  return (await execa(python, ["-B", "-c", program, place], { env })).stdout;
}

test.each(torchxGenerations)(
  "%s: of an app that was started in part nothing is left",
  async (generation) => {
    using place = temporaryDirectory();
    const { python } = await torchxVenv(generation);
    expect(await outputOf(python, fullDisk, place.path)).toBe("28 [-9, -9]");
  },
);

test("an app of which nothing is left gives its claim back, and no other's", async () => {
  using place = temporaryDirectory();
  const { python } = await torchxVenv("release");
  expect(await outputOf(python, claimed, place.path)).toBe("True\nFalse");
});

test("a session without room for a thread has submitted nothing, and is no fault of the trial", async () => {
  using place = temporaryDirectory();
  const { python } = await torchxVenv("release");
  expect(await outputOf(python, noThreads, place.path)).toMatch(/^BACKEND .*no room for another/);
});

test.each(torchxGenerations)(
  "%s: a component that hangs while it is imported keeps only itself waiting",
  async (generation) => {
    using place = temporaryDirectory();
    const { python } = await torchxVenv(generation);
    const [hangs, other] = ["./hangs.py:make", "./other.py:make"];
    expect((await outputOf(python, hungImport, place.path)).split("\n")).toEqual([
      refusedSince(
        `component ${other} waited for component ${hangs}, which has not returned since`,
      ),
      refusedSince(`component ${hangs} has not returned since`),
      refusedSince("./hangs.py has been left alone while it was imported, at"),
      other,
      hangs,
    ]);
  },
);

test("a component that hangs again and again is not called again and again", async () => {
  using place = temporaryDirectory();
  const { python } = await torchxVenv("release");
  expect((await outputOf(python, hungCalls, place.path)).split("\n")).toEqual([
    ...[1, 2, 3, 4].map((calls) => `${calls} BACKEND begun`),
    "4 BACKEND not begun",
    "5 BACKEND begun",
  ]);
});
