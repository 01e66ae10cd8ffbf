/** What can be known of the processes of this machine. A zombie has ended: it is not a process here. */
export interface ProcessTable {
  /**
   * When each of the processes started, in the operating system's words; one that does not live is
   * left out. Together with the boot, the words identify a process: ids are used again.
   */
  startTimes(pids: readonly number[]): Promise<ReadonlyMap<number, string>>;

  /** The living processes of a process group. */
  groupMembers(groupId: number): Promise<readonly number[]>;

  /** Whether a process was started with this in its environment; `false` where that cannot be seen. */
  hasEnvironment(pid: number, name: string, value: string): Promise<boolean>;
}
