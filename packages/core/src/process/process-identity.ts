/** What tells a process from every other one, of this machine and of all others, now and later. */
export type ProcessIdentity = {
  /** Name of the machine, for people: two machines may have the same, and one may change its own. */
  readonly host: string;
  /** Identity of this start of the machine; `""` where the system has none (Windows). */
  readonly bootId: string;
  /** Where the process id is valid: on Linux each container has a namespace of its own. Else `""`. */
  readonly pidNamespace: string;
  readonly pid: number;
  /** When the process started, in the system's words: ids are used again. `""` on Windows. */
  readonly processStart: string;
};
