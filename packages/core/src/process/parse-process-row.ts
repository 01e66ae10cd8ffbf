import type { ProcessStat } from "./parse-process-stat.ts";

/** Reads what `ps -o stat=,lstart=` prints of one process: its state, then when it started. */
export function parseProcessRow(text: string): ProcessStat | undefined {
  const [, state, processStart] = /^\s*(\S+)\s+(\S.*?)\s*$/.exec(text) ?? [];
  if (state === undefined || processStart === undefined) return undefined;
  return { processStart, ended: state.startsWith("Z") };
}
