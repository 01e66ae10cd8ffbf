import { darwinProcesses } from "./darwin-processes.ts";
import { linuxProcesses } from "./linux-processes.ts";
import { otherProcesses } from "./other-processes.ts";
import type { ProcessList } from "./process-list.ts";
import type { ProcessSource } from "./process-source.ts";
import type { ProcessTable } from "./process-table.ts";
import { sourceProcessTable } from "./source-process-table.ts";

const sources: Partial<Record<NodeJS.Platform, ProcessSource>> = {
  darwin: darwinProcesses,
  linux: linuxProcesses,
};

/**
 * The processes of this machine. On Linux and macOS a process is known by its id and its start; on
 * Windows by its id alone, so that a later process of the same id is taken for it.
 */
export const systemProcesses: ProcessTable & ProcessList = sourceProcessTable(
  sources[process.platform] ?? otherProcesses,
);
