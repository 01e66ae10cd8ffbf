/** What `/proc/<pid>/stat` says of a process. */
export type ProcessStat = {
  readonly pid: number;
  readonly groupId: number;
  /** Clock ticks after boot, as they stand there. */
  readonly startTime: string;
  /** Whether it is a zombie, or about to vanish. */
  readonly ended: boolean;
};

/**
 * Reads `/proc/<pid>/stat`. The second field is the name of the program in parentheses, and may
 * hold anything, parentheses and spaces too: the fields are counted from the last parenthesis.
 */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const nameEnd = text.lastIndexOf(")");
  const pid = Number.parseInt(text, 10);
  const [state, , groupId, ...rest] = text.slice(nameEnd + 2).split(" ");
  // `rest` begins with field 6; the start time is field 22.
  const startTime = rest[16];
  if (nameEnd < 0 || Number.isNaN(pid) || state === undefined || !startTime) return undefined;
  return { pid, groupId: Number(groupId), startTime, ended: "ZXx".includes(state) };
}
