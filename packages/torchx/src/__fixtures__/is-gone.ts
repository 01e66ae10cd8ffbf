import { systemClock } from "@runners/core";

/** Resolves once there is no such process, or group where the number is negative; a test that hangs here has found one. */
export async function isGone(pid: number): Promise<void> {
  if (!Number.isInteger(pid) || pid === 0)
    throw new TypeError(`${pid} is the number of no process`);
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await systemClock.sleep(5);
  }
}
