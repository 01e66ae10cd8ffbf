import type { ProcessList } from "./process-list.ts";

/** What is known of one process. */
export type ProcessState = {
  /** When it started, in the system's words. */
  readonly processStart: string;
  /** Whether it is a zombie, or about to vanish. */
  readonly ended: boolean;
};

/** How one operating system tells of its processes. */
export interface ProcessSource extends ProcessList {
  /** Identity of this start of the machine; `""` if there is none. */
  bootId(): string;

  /** The namespace that process ids are valid in; `""` if there is one only. */
  pidNamespace(): string;

  /** What is known of the process that has this id now; undefined if that cannot be seen. */
  stat(pid: number): ProcessState | undefined;
}
