import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { hostileValues } from "../__fixtures__/hostile-values.ts";
import type { AppDef, Role } from "./app-def.ts";
import { checkApp } from "./check-app.ts";
import { macros } from "./macros.ts";

function check(app: unknown, scheduler = "local_cwd"): void {
  checkApp(app as AppDef, { component: "trainer", scheduler, trialIndex: 3 });
}

const role: Role = { name: "a", image: "", entrypoint: "true" };

function checkRole(more: object, scheduler?: string): void {
  check({ name: "a", roles: [{ ...role, ...more }] }, scheduler);
}

test("an app of everything passes", () => {
  const app = {
    name: "a b/c",
    roles: [
      {
        ...role,
        args: [macros.appId, `--x=${macros.replicaId}`, ""],
        env: { A_1: macros.rank0Env, _b: "" },
        numReplicas: 2,
        minReplicas: 1,
        maxRetries: 0,
        retryPolicy: "ROLE",
        resource: {
          cpu: -1,
          gpu: 0,
          memMB: 1,
          capabilities: { a: true },
          devices: { "vpc/efa": 1 },
        },
        portMap: { http: 80 },
        metadata: { a: [1, null, { b: macros.imgRoot }] },
        mounts: [
          { type: "bind", srcPath: "/a", dstPath: "/b", readOnly: true },
          { type: "volume", src: "a", dstPath: "/b" },
          { type: "device", srcPath: "/dev/a", dstPath: "/dev/b", permissions: "rw" },
        ],
      },
      { ...role, name: "A.b-1_" },
    ],
    metadata: { a: "b" },
  };
  expect(() => check(app)).not.toThrow();
});

test("all that is wrong is in one error", () => {
  const app = { name: "", roles: [{ name: "a b", image: 1, entrypoint: "", args: ["\0", 1] }, {}] };
  const attempt = (): void => check(app);
  expect(attempt).toThrow(RunnerError);
  expect(attempt).toThrow(
    "Trial 3: trainer built an app that cannot be deployed: name is empty; " +
      'roles[0].name is "a b"; use letters, digits, "_", "." and "-"; ' +
      "roles[0].image is 1; give a string; roles[0].entrypoint is empty; " +
      "roles[0].args[0] has a NUL character or a macro",
  );
  expect(attempt).toThrow("roles[0].args[1] is 1; give a string");
  expect(attempt).toThrow("roles[1].name is undefined");
});

test.each([
  [{ numReplicas: 0 }, "numReplicas is 0; give a whole number from 1"],
  [{ numReplicas: 1.5 }, "numReplicas is 1.5"],
  [{ minReplicas: -1 }, "minReplicas is -1"],
  [{ maxRetries: "1" }, 'maxRetries is "1"'],
  [{ retryPolicy: "NEVER" }, 'retryPolicy is "NEVER"; give one of REPLICA'],
  [{ resource: { cpu: 0.5, memMB: -2 } }, "resource.cpu is 0.5"],
  [{ resource: { cpu: 1 } }, "resource.memMB is undefined"],
  [{ resource: { cpu: 1, memMB: 1, devices: { a: -1 } } }, 'resource.devices["a"] is -1'],
  [{ resource: 1 }, "resource is 1; give an object"],
  [{ portMap: { a: "80" } }, 'portMap["a"] is "80"'],
  [{ args: "a b" }, 'args is "a b"; give an array'],
  [{ env: { "a b": "" } }, 'env["a b"] is not a variable\'s name'],
  [{ env: { A: 1 } }, "env.A is 1; give a string"],
  [{ env: { A: "x".repeat(131_070) } }, "env.A has 131072 bytes"],
  [{ image: macros.imgRoot }, "image has a NUL character or a macro"],
  [{ metadata: { a: NaN } }, "metadata.a is NaN"],
  [{ metadata: { a: ["\ud800"] } }, "metadata.a[0] has half a surrogate pair"],
  [{ mounts: [{ type: "disk" }] }, 'mounts[0].type is "disk"'],
  [{ mounts: [{ type: "bind", srcPath: "", dstPath: "/a" }] }, "mounts[0].srcPath is empty"],
  [{ mounts: [{ type: "volume", dstPath: "/a" }] }, "mounts[0].src is undefined"],
  [{ mounts: [{ type: "bind", srcPath: "/a", dstPath: "/a", readOnly: 1 }] }, "readOnly is 1"],
  [{ mounts: [{ type: "device", srcPath: "/a", dstPath: "/a", permissions: "x" }] }, "permissions"],
])("refuses %.60j", (more, message) => {
  expect(() => checkRole(more)).toThrow(`roles[0].`);
  expect(() => checkRole(more)).toThrow(message);
});

test("roles have to be there and to be told apart", () => {
  expect(() => check({ name: "a", roles: [] })).toThrow("roles has no role");
  expect(() => check({ name: "a" })).toThrow("roles is undefined; give an array");
  expect(() => check(undefined)).toThrow("the app is undefined; give an object");
  expect(() => check({})).toThrow("name is undefined; give a string; roles is undefined");
  expect(() => check({ name: "a", roles: [role, role] })).toThrow('roles[1].name is "a", as that');
});

test("texts that no process can get are refused, and those that Slurm cannot, on Slurm", () => {
  const { texts, textsNotForSlurm, refusedTexts } = hostileValues;
  for (const scheduler of ["slurm", "local_cwd"]) {
    checkRole({ args: texts }, scheduler);
    for (const text of refusedTexts.filter((one) => one !== macros.appId)) {
      expect(() => checkRole({ args: [text] }, scheduler)).toThrow("args[0]");
    }
  }
  checkRole({ args: textsNotForSlurm, env: { A: "${app_id}" } });
  for (const text of textsNotForSlurm) {
    expect(() => checkRole({ args: [text] }, "slurm")).toThrow("args[0] ");
    expect(() => checkRole({ entrypoint: text }, "slurm")).toThrow("entrypoint ");
  }
  for (const text of textsNotForSlurm.filter((one) => one !== ":")) {
    expect(() => checkRole({ env: { A: text } }, "slurm")).toThrow("env.A ");
  }
});
