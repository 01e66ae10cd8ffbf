import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { systemProcesses } from "./system-processes.ts";
import type { ProcessIdentity } from "./process-identity.ts";

const program = new URL("./__fixtures__/parent-process.mjs", import.meta.url);

/** A process that has a child; what it was told of both. */
async function parentAndChild(): Promise<{ parent: ChildProcess; childPid: number }> {
  const parent = fork(program, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [childPid] = (await once(parent, "message")) as [number];
  return { parent, childPid };
}

/** The identity of a living process, as it would itself give it. */
function identityOf(pid: number | undefined): ProcessIdentity {
  return { ...systemProcesses.self(), pid: pid ?? 0, processStart: "" };
}

test("this process lives, and is the same each time", () => {
  const self = systemProcesses.self();
  expect(self).toMatchObject({ pid: process.pid, host: hostname() });
  expect(systemProcesses.self()).toEqual(self);
  expect(systemProcesses.sees(self)).toBe(true);
  expect(systemProcesses.isAlive(self)).toBe(true);
});

test("an identity that went through JSON is the same", () => {
  const self = JSON.parse(JSON.stringify(systemProcesses.self())) as ProcessIdentity;
  expect(systemProcesses.isAlive(self)).toBe(true);
});

test("a process that was killed is dead once its parent knows", async () => {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
  await once(child, "spawn");
  const identity = identityOf(child.pid);
  expect(systemProcesses.isAlive(identity)).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(systemProcesses.isAlive(identity)).toBe(false);
});

test("a stopped process is not dead", async () => {
  const { parent } = await parentAndChild();
  parent.kill("SIGSTOP");
  expect(systemProcesses.isAlive(identityOf(parent.pid))).toBe(true);
});

test("a zombie is dead", async () => {
  const { parent, childPid } = await parentAndChild();
  const identity = identityOf(childPid);
  expect(systemProcesses.isAlive(identity)).toBe(true);
  // A stopped parent cannot take note of the end of its child.
  parent.kill("SIGSTOP");
  process.kill(childPid, "SIGKILL");
  await expect.poll(() => systemProcesses.isAlive(identity)).toBe(false);
  // Its id is still taken.
  expect(() => process.kill(childPid, 0)).not.toThrow();
});

test("a later process of the same id is another one", () => {
  const self = systemProcesses.self();
  expect(self.processStart).not.toBe("");
  expect(self.bootId).toMatch(/^[0-9a-fA-F-]{36}$/);
  expect(systemProcesses.isAlive({ ...self, processStart: `${self.processStart}0` })).toBe(false);
});

test("of several processes, those that live have a start", async () => {
  const self = systemProcesses.self();
  // The largest process id of any system is smaller.
  const starts = await systemProcesses.starts([process.pid, 2 ** 30]);
  expect([...starts]).toEqual([[process.pid, self.processStart]]);
  expect(await systemProcesses.starts([])).toEqual(new Map());
});

test("a group has its living members; a zombie is none, and has no start", async () => {
  const child = spawn(process.execPath, [fileURLToPath(program)], {
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [grandchildPid] = (await once(child, "message")) as [number];
  const childPid = child.pid ?? 0;
  const members = await systemProcesses.groupMembers(childPid);
  expect(members.toSorted((a, b) => a - b)).toEqual([childPid, grandchildPid]);
  child.kill("SIGSTOP");
  process.kill(grandchildPid, "SIGKILL");
  await expect.poll(() => systemProcesses.groupMembers(childPid)).toEqual([childPid]);
  expect(await systemProcesses.starts([grandchildPid])).toEqual(new Map());
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await systemProcesses.groupMembers(childPid)).toEqual([]);
});
