import { execFileSync } from "node:child_process";
import { parseProcessRow } from "./parse-process-row.ts";
import type { ProcessSource } from "./process-source.ts";

/** macOS tells of its processes through `ps`. */
export const darwinProcesses: ProcessSource = {
  bootId: () => ask("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]).trim(),

  pidNamespace: () => "",

  stat(pid) {
    try {
      return parseProcessRow(ask("/bin/ps", ["-o", "stat=,lstart=", "-p", String(pid)]));
    } catch {
      // `ps` fails for a process that is not there.
      return undefined;
    }
  },
};

function ask(program: string, args: readonly string[]): string {
  // The words for a time must not depend on who asks.
  const env = { LC_ALL: "C", TZ: "UTC" };
  return execFileSync(program, args, {
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
}
