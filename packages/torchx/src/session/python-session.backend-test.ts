import { dirname } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { pythonFile } from "../client/python-file.ts";

/** A replica whose number another process has, and one that left a process behind in its group. */
const groups = `
import signal, subprocess
from types import SimpleNamespace
from runners_local import signal_group

def replica_of(pid, returncode):
    return SimpleNamespace(proc=SimpleNamespace(pid=pid, returncode=returncode))

other = subprocess.Popen(["sleep", "100000"], start_new_session=True)
signal_group(replica_of(other.pid, 0), signal.SIGKILL)
signal_group(replica_of(other.pid, None), signal.SIGTERM)
print(other.wait())
script = "sleep 100000 & echo left"
first = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, start_new_session=True)
print(first.stdout.readline().decode().strip(), first.wait())
signal_group(SimpleNamespace(proc=first), signal.SIGKILL)
print(first.stdout.read())
`;

/** Questions that are dropped while and after they are answered. */
const dropped = `
import sys
import runners_app
from runners_session import Session

def log_lines(runner, question):
    yield "first"
    session.take({"op": "drop", "target": question["id"]})
    yield "second"

runners_app.log_lines = log_lines
session = Session(sys.argv[1])
session.start_thread = session.answer
session.send = print
session.take({"op": "log", "handle": "local_cwd://torchx/app", "id": 1})
session.take({"op": "list", "scheduler": "nowhere", "id": 2})
for target in range(4):
    session.take({"op": "drop", "target": target})
print([name for name, value in vars(session).items() if isinstance(value, set) and 1 in value])
`;

async function outputOf(program: string): Promise<readonly string[]> {
  using place = temporaryDirectory();
  const { python } = await torchxVenv("release");
  const env = { PYTHONPATH: dirname(pythonFile("runners_session.py")) };
  return (await execa(python, ["-B", "-c", program, place.path], { env, lines: true })).stdout;
}

test("a signal reaches what a replica has left behind, and no other process of its number", async () => {
  expect(await outputOf(groups)).toEqual(["-15", "left 0", "b''"]);
});

test("a question that is dropped is said no more to, and nothing is kept of it", async () => {
  expect(await outputOf(dropped)).toEqual([
    "{'id': 1, 'lines': ['first']}",
    "{'id': 1, 'answer': None}",
    expect.stringContaining("{'id': 2, 'error': "),
    "[]",
  ]);
});
