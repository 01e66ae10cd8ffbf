import { readFileSync, readlinkSync } from "node:fs";
import { parseProcessStat } from "./parse-process-stat.ts";
import type { ProcessSource } from "./process-source.ts";

/** Linux tells of its processes in `/proc`. */
export const linuxProcesses: ProcessSource = {
  bootId: () => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),

  pidNamespace: () => readlinkSync("/proc/self/ns/pid"),

  stat(pid) {
    try {
      return parseProcessStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
    } catch {
      // Gone, or hidden from this user: asking for it by a signal tells the two apart.
      return undefined;
    }
  },
};
