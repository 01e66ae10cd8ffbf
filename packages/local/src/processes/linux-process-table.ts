import { readdir, readFile } from "node:fs/promises";
import { isFileError } from "../is-file-error.ts";
import { parseProcessStat, type ProcessStat } from "./parse-process-stat.ts";
import type { ProcessTable } from "./process-table.ts";

/** The processes of a Linux machine, read from `/proc`: no process is started for it. */
export const linuxProcessTable: ProcessTable = {
  async startTimes(pids) {
    const stats = await Promise.all(pids.map(readLiving));
    const times = new Map<number, string>();
    for (const stat of stats) if (stat !== undefined) times.set(stat.pid, stat.startTime);
    return times;
  },

  async groupMembers(groupId) {
    const names = await readdir("/proc");
    const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
    const stats = await Promise.all(pids.map(readLiving));
    return stats.flatMap((stat) => (stat?.groupId === groupId ? [stat.pid] : []));
  },

  async hasEnvironment(pid, name, value) {
    try {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8");
      return environment.split("\0").includes(`${name}=${value}`);
    } catch {
      return false;
    }
  },
};

async function readLiving(pid: number): Promise<ProcessStat | undefined> {
  try {
    const stat = parseProcessStat(await readFile(`/proc/${pid}/stat`, "latin1"));
    return stat?.ended === false ? stat : undefined;
  } catch (error) {
    // ESRCH: it ended between being opened and being read.
    if (isFileError(error, "ENOENT", "ESRCH")) return undefined;
    throw error;
  }
}
