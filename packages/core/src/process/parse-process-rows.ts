/** A process, and one more column of what `ps` says of it. */
export type ProcessRow = {
  readonly pid: number;
  /** Whether it is a zombie. */
  readonly ended: boolean;
  readonly rest: string;
};

/** Reads lines of a process id, its state, and one more column. */
export function parseProcessRows(text: string): readonly ProcessRow[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, state, rest] = /^\s*(\d+)\s+(\S+)\s+(\S.*?)\s*$/.exec(line) ?? [];
    if (pid === undefined || state === undefined || rest === undefined) return [];
    return [{ pid: Number(pid), ended: state.startsWith("Z"), rest }];
  });
}
