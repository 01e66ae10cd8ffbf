import { execa } from "execa";
import { parseProcessRows, type ProcessRow } from "./parse-process-rows.ts";
import type { ProcessTable } from "./process-table.ts";

/** The processes of a macOS machine, as `ps` lists them: one call for any number of processes. */
export const darwinProcessTable: ProcessTable = {
  async startTimes(pids) {
    if (pids.length === 0) return new Map();
    const rows = await ps(["-o", "pid=,stat=,lstart=", "-p", pids.join(",")]);
    return new Map(rows.map(({ pid, rest }) => [pid, rest]));
  },

  async groupMembers(groupId) {
    const rows = await ps(["-A", "-o", "pid=,stat=,pgid="]);
    return rows.flatMap(({ pid, rest }) => (Number(rest) === groupId ? [pid] : []));
  },

  hasEnvironment: async () => false,
};

/** The rows of living processes. `ps` ends with 1 where none of those asked for is there. */
async function ps(args: readonly string[]): Promise<readonly ProcessRow[]> {
  const { stdout, exitCode, cause } = await execa("/bin/ps", args, {
    env: { LC_ALL: "C", TZ: "UTC" },
    reject: false,
    stdin: "ignore",
  });
  if (exitCode !== 0 && exitCode !== 1) throw new Error("ps could not be asked.", { cause });
  return parseProcessRows(stdout);
}
