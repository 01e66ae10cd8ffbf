import { readFileSync } from "node:fs";

/**
 * The state of a process as Linux has it: `T` is stopped, `Z` has ended. Undefined where there is
 * no such process, or the system is another.
 */
export function processState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).at(0);
  } catch {
    return undefined;
  }
}
