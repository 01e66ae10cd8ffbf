import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { execa } from "execa";
import { darwinProcessTable } from "./darwin-process-table.ts";
import { linuxProcessTable } from "./linux-process-table.ts";
import type { ProcessTable } from "./process-table.ts";

/** This machine since it was started, and the processes on it. */
export type Machine = {
  readonly hostName: string;
  /** Changes with every start of the machine. */
  readonly bootId: string;
  /** On Linux the namespace that process ids are valid in (each container has one); else empty. */
  readonly pidNamespace: string;
  readonly processes: ProcessTable;
};

/** The machine that this runs on: Linux or macOS. */
export async function thisMachine(): Promise<Machine> {
  if (process.platform === "linux") {
    return {
      hostName: hostname(),
      bootId: (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim(),
      pidNamespace: await readlink("/proc/self/ns/pid"),
      processes: linuxProcessTable,
    };
  }
  const { stdout } = await execa("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"]);
  return {
    hostName: hostname(),
    bootId: stdout.trim(),
    pidNamespace: "",
    processes: darwinProcessTable,
  };
}
