/**
 * Many processes of this machine at once. A zombie has ended: it is not a process here. Where the
 * system tells nothing of processes (Windows), there are none.
 */
export interface ProcessList {
  /**
   * When each of the processes started, as in `ProcessIdentity.processStart`; one that does not live
   * is left out. Together with the boot it identifies a process: ids are used again.
   */
  starts(pids: readonly number[]): Promise<ReadonlyMap<number, string>>;

  /** The ids of the living processes of a process group. */
  groupMembers(groupId: number): Promise<readonly number[]>;
}
