import { spawnSync } from "node:child_process";
import { onTestFinished } from "vitest";

/**
 * Makes the folder a disk of that many bytes, where the test may do so (Linux, as the superuser);
 * returns whether it did.
 */
export function mountSmallDisk(folder: string, bytes: number): boolean {
  const mounted = spawnSync("/bin/mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder]);
  if (mounted.status !== 0) return false;
  onTestFinished(() => void spawnSync("/bin/umount", ["--lazy", folder]));
  return true;
}
