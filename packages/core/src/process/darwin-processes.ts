import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { parseProcessRows, type ProcessRow } from "./parse-process-rows.ts";
import type { ProcessSource } from "./process-source.ts";

/** The words for a time must not depend on who asks. */
const env = { LC_ALL: "C", TZ: "UTC" };

/** macOS tells of its processes through `ps`: one call for any number of them. */
export const darwinProcesses: ProcessSource = {
  bootId: () => ask("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]).trim(),

  pidNamespace: () => "",

  stat(pid) {
    try {
      const [row] = parseProcessRows(ask("/bin/ps", columns("lstart", ["-p", String(pid)])));
      return row && { processStart: row.rest, ended: row.ended };
    } catch {
      // `ps` fails for a process that is not there.
      return undefined;
    }
  },

  async starts(pids) {
    if (pids.length === 0) return new Map();
    const rows = await living(columns("lstart", ["-p", pids.join(",")]));
    return new Map(rows.map(({ pid, rest }) => [pid, rest]));
  },

  async groupMembers(groupId) {
    const rows = await living(columns("pgid", ["-A"]));
    return rows.flatMap(({ pid, rest }) => (Number(rest) === groupId ? [pid] : []));
  },
};

function columns(last: string, which: readonly string[]): readonly string[] {
  return ["-o", `pid=,stat=,${last}=`, ...which];
}

function ask(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** The rows of living processes. `ps` ends with 1 where none of those asked for is there. */
async function living(args: readonly string[]): Promise<readonly ProcessRow[]> {
  try {
    const { stdout } = await promisify(execFile)("/bin/ps", args, { env });
    return parseProcessRows(stdout).filter(({ ended }) => !ended);
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, "code") === 1) return [];
    throw error;
  }
}
