import { readdirSync, readFileSync } from "node:fs";
import { isFileError } from "../is-file-error.ts";
import { parseProcessStat, type ProcessStat } from "./parse-process-stat.ts";
import type { ProcessTable } from "./process-table.ts";

/**
 * The processes of a Linux machine, read from `/proc`: no process is started for it. Nothing there
 * waits for a device, and read at once each takes microseconds.
 */
export const linuxProcessTable: ProcessTable = {
  async startTimes(pids) {
    const times = new Map<number, string>();
    for (const pid of pids) {
      const stat = readLiving(pid);
      if (stat !== undefined) times.set(pid, stat.startTime);
    }
    return times;
  },

  async groupMembers(groupId) {
    const pids = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
    return pids.filter((pid) => readLiving(pid)?.groupId === groupId);
  },

  async hasEnvironment(pid, name, value) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
      return environment.split("\0").includes(`${name}=${value}`);
    } catch {
      return false;
    }
  },
};

function readLiving(pid: number): ProcessStat | undefined {
  try {
    const stat = parseProcessStat(readFileSync(`/proc/${pid}/stat`, "latin1"));
    return stat?.ended === false ? stat : undefined;
  } catch (error) {
    // ESRCH: it ended between being opened and being read.
    if (isFileError(error, "ENOENT", "ESRCH")) return undefined;
    throw error;
  }
}
