import type { ProcessStat } from "./parse-process-stat.ts";

/** How one operating system tells of its processes. */
export interface ProcessSource {
  /** Identity of this start of the machine; `""` if there is none. */
  bootId(): string;

  /** The namespace that process ids are valid in; `""` if there is one only. */
  pidNamespace(): string;

  /** What is known of the process that has this id now; undefined if that cannot be seen. */
  stat(pid: number): ProcessStat | undefined;
}
