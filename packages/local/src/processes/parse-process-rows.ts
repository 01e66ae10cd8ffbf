/** A living process, and one more column of what `ps` says of it. */
export type ProcessRow = { readonly pid: number; readonly rest: string };

/** Reads lines of a process id, its state, and one more column; leaves out zombies. */
export function parseProcessRows(text: string): readonly ProcessRow[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, state, rest] = /^\s*(\d+)\s+(\S+)\s+(.*?)\s*$/.exec(line) ?? [];
    if (pid === undefined || state === undefined || rest === undefined) return [];
    return state.startsWith("Z") ? [] : [{ pid: Number(pid), rest }];
  });
}
