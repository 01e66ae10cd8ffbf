/** What `/proc/<pid>/stat` says of a process. */
export type ProcessStat = {
  readonly groupId: number;
  /** Clock ticks after boot, as they stand there. */
  readonly processStart: string;
  /** Whether it is a zombie, or about to vanish. */
  readonly ended: boolean;
};

/**
 * Reads `/proc/<pid>/stat`. The second field is the name of the program in parentheses, and may
 * hold anything, parentheses and spaces too: the fields are counted from the last parenthesis.
 */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const nameEnd = text.lastIndexOf(")");
  // The first of these is field 3, the state; the group is field 5, the start time field 22.
  const fields = text.slice(nameEnd + 2).split(" ");
  const [state, , groupId] = fields;
  const processStart = fields[19];
  if (nameEnd < 0 || !state || !processStart || !/^\d+$/.test(processStart)) return undefined;
  return { groupId: Number(groupId), processStart, ended: "ZXx".includes(state) };
}
