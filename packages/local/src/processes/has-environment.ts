import { readFileSync } from "node:fs";

/**
 * Whether a process was started with this in its environment; `false` where that cannot be seen, as
 * of another user's process, or on macOS.
 */
export function hasEnvironment(pid: number, name: string, value: string): boolean {
  if (process.platform !== "linux") return false;
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    return environment.split("\0").includes(`${name}=${value}`);
  } catch {
    return false;
  }
}
