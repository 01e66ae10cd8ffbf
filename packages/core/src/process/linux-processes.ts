import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { parseProcessStat, type ProcessStat } from "./parse-process-stat.ts";
import type { ProcessSource } from "./process-source.ts";

/**
 * Linux tells of its processes in `/proc`. Nothing there waits for a device, and read at once each
 * takes microseconds.
 */
export const linuxProcesses: ProcessSource = {
  bootId: () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),

  pidNamespace: () => readlinkSync("/proc/self/ns/pid"),

  stat,

  async starts(pids) {
    const starts = new Map<number, string>();
    for (const pid of pids) {
      const found = stat(pid);
      if (found?.ended === false) starts.set(pid, found.processStart);
    }
    return starts;
  },

  async groupMembers(groupId) {
    const pids = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
    return pids.filter((pid) => {
      const found = stat(pid);
      return found?.ended === false && found.groupId === groupId;
    });
  },
};

function stat(pid: number): ProcessStat | undefined {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    // Gone, or hidden from this user: asking for it by a signal tells the two apart.
    return undefined;
  }
}
