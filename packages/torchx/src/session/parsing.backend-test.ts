import { dirname } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { pythonFile } from "../client/python-file.ts";

/** Parses in four threads at once, while the collection of garbage lets others have their turn. */
const program = `
import ast, sys, threading, time
import runners_session

class Cycle:
    def __init__(self):
        self.me = self

    def __del__(self):
        time.sleep(0)

source = open(runners_session.__file__).read()
errors = []

def parse():
    try:
        for _ in range(5):
            [Cycle() for _ in range(300)]
            ast.parse(source)
    except SystemError as error:
        errors.append(error)

runners_session.parse_one_at_a_time()
sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=parse) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(errors)
`;

test("threads that parse at once do not fail each other", async () => {
  const { python } = await torchxVenv("nightly");
  const env = { PYTHONPATH: dirname(pythonFile("runners_session.py")) };
  expect((await execa(python, ["-B", "-c", program], { env })).stdout).toBe("[]");
});
