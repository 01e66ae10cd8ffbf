import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { collect } from "../__fixtures__/collect.ts";
import { endedStatus } from "../__fixtures__/ended-status.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import type { Submission } from "../client/submission.ts";
import type { ComponentArgument } from "../component/component-argument.ts";
import { SessionClient } from "./session-client.ts";

const imports = `from typing import Dict, List, Optional\nimport torchx.specs as specs\n`;
const echo = `${imports}
def validate(value):
    return value

def echo(a: int, b: float, c: str, d: bool, e: List[str], f: Dict[str, int], g: Optional[float] = None, *rest: str) -> specs.AppDef:
    args = [repr(validate(v)) for v in (a, b, c, d, e, f, g, rest)]
    return specs.AppDef(name="x", roles=[specs.Role(name=n, image="", entrypoint="sh", args=["-c", 'printf "%s\\\\n" "$$@"', "sh"] + args, env={"A": "1"}) for n in ("main", "other")])

def wrong(a) -> specs.AppDef:
    return specs.AppDef(name="x")

def none(a: int = 1) -> specs.AppDef:
    return None

def leave() -> specs.AppDef:
    raise SystemExit(3)

def interrupt() -> specs.AppDef:
    raise KeyboardInterrupt
`;
const later = `from __future__ import annotations\n${imports}
def later(a: int | None, b: list[int], c: set) -> specs.AppDef:
    return specs.AppDef(name="x")
`;

function component(name: string, args: Record<string, ComponentArgument>): Submission["source"] {
  return { kind: "component", name, arguments: args };
}

const num = (type: "int" | "float", value: string): ComponentArgument => ({ type, value });
const str = (value: string): ComponentArgument => ({ type: "str", value });

describe.each(torchxGenerations)("%s", (generation) => {
  test("reads the signature of a component of a file, and of TorchX", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    writeFileSync(join(place.path, "my trainer.py"), echo);
    const plain = { optional: false, hasDefault: false, variadic: false };
    expect(await session.signatureOf("./my trainer.py:echo")).toStrictEqual([
      { name: "a", type: { kind: "int" }, ...plain },
      { name: "b", type: { kind: "float" }, ...plain },
      { name: "c", type: { kind: "str" }, ...plain },
      { name: "d", type: { kind: "bool" }, ...plain },
      { name: "e", type: { kind: "list", of: "str" }, ...plain },
      { name: "f", type: { kind: "dict", of: "int" }, ...plain },
      { name: "g", type: { kind: "float" }, optional: true, hasDefault: true, variadic: false },
      {
        name: "rest",
        type: { kind: "list", of: "str" },
        optional: false,
        hasDefault: true,
        variadic: true,
      },
    ]);
    const names = (await session.signatureOf("utils.booth")).map(({ name }) => name);
    expect(names).toStrictEqual(["x1", "x2", "trial_idx", "tracker_base", "image"]);
  });

  test("hands typed values over exactly, and names app and roles after the key", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    writeFileSync(join(place.path, "trainer.py"), echo);
    const source = component("./trainer.py:echo", {
      a: num("int", "9007199254740993"),
      b: num("float", "-1e-07"),
      c: str("a,b=c 'd' \"e\" $${app_id}\n--"),
      d: { type: "bool", value: true },
      e: { type: "list", value: [str("x,y"), str("")] },
      f: { type: "dict", value: { k: num("int", "-5") } },
      g: num("float", "nan"),
      rest: { type: "list", value: [str("--"), str("-x")] },
    });
    const submission = shellSubmission(place.path, "exp-1-0", "", { source });
    const app = await session.submit(submission);
    expect(app.roles).toStrictEqual([
      { name: "exp-1-0", replicas: 1 },
      { name: "exp-1-0-other", replicas: 1 },
    ]);
    expect(await endedStatus(session, app.handle)).toMatchObject({ state: "SUCCEEDED" });
    const log = { role: "exp-1-0-other", replica: 0, stream: "stdout", follow: false } as const;
    expect(await collect(session.logLines(app.handle, log))).toStrictEqual([
      "9007199254740993",
      "-1e-07",
      `'a,b=c \\'d\\' "e" \${app_id}\\n--'`,
      "True",
      "['x,y', '']",
      "{'k': -5}",
      "nan",
      "('--', '-x')",
    ]);
  });

  test("refuses arguments that do not fit, and components that are none", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    writeFileSync(join(place.path, "trainer.py"), echo);
    writeFileSync(join(place.path, "broken.py"), "import nothing_of_this_name\n");
    const submit = (source: Submission["source"]): Promise<unknown> =>
      session.submit(shellSubmission(place.path, "exp-1-0", "", { source }));
    await expect(submit(component("./trainer.py:echo", {}))).rejects.toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("`a`"),
    });
    await expect(submit(component("utils.echo", { x: str("") }))).rejects.toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("has no x"),
    });
    await expect(submit(component("./trainer.py:none", {}))).rejects.toThrow(/no AppDef/);
    await expect(submit(component("./trainer.py:leave", {}))).rejects.toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("it has called sys.exit(3)") as string,
    });
    await expect(submit(component("./trainer.py:interrupt", {}))).rejects.toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("it has raised KeyboardInterrupt") as string,
    });
    const code = "INVALID_ARGUMENT";
    await expect(session.signatureOf("./trainer.py:wrong")).rejects.toMatchObject({ code });
    await expect(session.signatureOf("./trainer.py:nothing")).rejects.toMatchObject({ code });
    await expect(session.signatureOf("./broken.py:f")).rejects.toMatchObject({
      code,
      message: expect.stringContaining("nothing_of_this_name"),
    });
    // What a file names like TorchX's own does not stay.
    expect(await session.signatureOf("./trainer.py:echo")).toHaveLength(8);
  });

  test("wraps a program, and keeps what is meant for TorchX", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    const wrapper = {
      script: `for a in "$@"; do echo "[$a]"; done; shift 6; exec "$@"`,
      directory: `${place.path}/$dir`,
      workingDirectory: place.path,
    };
    const app = {
      name: "x",
      roles: [
        { name: "r", image: "", entrypoint: "echo", args: ["$${app_id}", "${replica_id}"] },
      ] as const,
    };
    const source = { kind: "app", app } as const;
    const submission = shellSubmission(place.path, "exp-1-0", "", { source, wrapper });
    const { handle, appId } = await session.submit(submission);
    expect(await endedStatus(session, handle)).toMatchObject({ state: "SUCCEEDED" });
    const log = { role: "exp-1-0", replica: 0, stream: "stdout", follow: false } as const;
    expect(await collect(session.logLines(handle, log))).toStrictEqual([
      ...[`${place.path}/$dir`, "exp-1-0", "exp-1-0", "0", appId, place.path].map((a) => `[${a}]`),
      "[echo]",
      "[${app_id}]",
      "[0]",
      "${app_id} 0",
    ]);
  });

  test("passes the variables of a wrapped program as arguments on Slurm", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    const wrapper = { script: "", directory: "/d", workingDirectory: "/w" };
    const role = { name: "r", image: "", entrypoint: "prog", env: { A: "x,y", B: "2" } };
    const source = { kind: "app", app: { name: "x", roles: [role] as const } } as const;
    const others = { source, wrapper, scheduler: "slurm", cfg: {} };
    const { request } = await session.plan(shellSubmission(place.path, "exp-1-0", "", others));
    expect(request).toContain("env A=x,y B=2 prog");
  });

  test("takes everything that an app may have", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    const role = {
      name: "r",
      image: "img:1",
      entrypoint: "prog",
      args: ["a"],
      env: { A: "1" },
      numReplicas: 2,
      minReplicas: 1,
      maxRetries: 3,
      retryPolicy: "APPLICATION",
      resource: { cpu: 2, gpu: 1, memMB: 3000, devices: { "vpc.amazonaws.com/efa": 1 } },
      portMap: { http: 8080 },
      metadata: {},
      mounts: [
        { type: "bind", srcPath: "/s", dstPath: "/d", readOnly: true },
        { type: "volume", src: "v", dstPath: "/v" },
        { type: "device", srcPath: "/dev/x", dstPath: "/dev/y", permissions: "r" },
      ],
    } as const;
    const app = { name: "x", roles: [role] as const, metadata: { team: "a" } };
    const cfg = { queue: "q", ...(generation === "release" ? {} : { validate_spec: false }) };
    const others = { source: { kind: "app", app } as const, scheduler: "kubernetes", cfg };
    const plan = await session.plan(shellSubmission(place.path, "exp-1-0", "", others));
    expect(plan["roles"]).toStrictEqual([{ name: "r", replicas: 2 }]);
    for (const text of [
      "img:1",
      "/dev/y",
      "readOnly: true",
      "containerPort: 8080",
      "maxRetry: 3",
    ]) {
      expect(plan["request"]).toContain(text);
    }
  });
});

test("reads annotations that are written for later Pythons", async () => {
  using place = temporaryDirectory();
  const venv = await torchxVenv("nightly");
  await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
  writeFileSync(join(place.path, "later.py"), later.replace("c: set", "c: dict[str, float]"));
  const signature = await session.signatureOf("./later.py:later");
  expect(signature.map(({ type, optional }) => [type, optional])).toStrictEqual([
    [{ kind: "int" }, true],
    [{ kind: "list", of: "int" }, false],
    [{ kind: "dict", of: "float" }, false],
  ]);
});
