import type { ProcessIdentity } from "./process-identity.ts";

/** Which processes live, as far as can be seen from here. */
export interface ProcessTable {
  /** The process that this runs in. */
  self(): ProcessIdentity;

  /**
   * Whether {@link ProcessTable.isAlive} can tell: the process belongs to this start of this
   * machine, and to this namespace of process ids.
   */
  sees(identity: ProcessIdentity): boolean;

  /**
   * `false` only where it is certain that the process has ended: it could be seen from here, and is
   * not there. A zombie has ended; a stopped process (SIGSTOP) has not.
   */
  isAlive(identity: ProcessIdentity): boolean;
}
