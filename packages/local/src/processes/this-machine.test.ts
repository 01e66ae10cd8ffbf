import { once } from "node:events";
import { execa } from "execa";
import { expect, test } from "vitest";
import { thisMachine } from "./this-machine.ts";

test("this process lives, a process that does not exist does not", async () => {
  const { processes, bootId } = await thisMachine();
  expect(bootId).toMatch(/^[0-9a-fA-F-]{36}$/);
  // The largest process id of any system is smaller.
  const times = await processes.startTimes([process.pid, 2 ** 30]);
  expect([...times.keys()]).toEqual([process.pid]);
  expect(times).toEqual(await processes.startTimes([process.pid]));
});

test("a zombie does not live, and is in no group", async () => {
  const { processes } = await thisMachine();
  // The child of a shell that became a program which never asks how its child ended.
  const parent = execa("/bin/sh", ["-c", 'sh -c "exit 0" & echo "$!"; exec sleep 1000'], {
    detached: true,
    reject: false,
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const zombie = Number(String(line));
  while ((await processes.startTimes([zombie])).size > 0) continue;
  // It is there still, or its parent would have been told.
  expect(() => process.kill(zombie, 0)).not.toThrow();
  expect(await processes.groupMembers(parent.pid ?? 0)).toEqual([parent.pid]);
  parent.kill("SIGKILL");
  await parent;
  expect(await processes.groupMembers(parent.pid ?? 0)).toEqual([]);
});
