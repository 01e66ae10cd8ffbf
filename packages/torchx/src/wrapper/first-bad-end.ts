import type { ExitRecords } from "./exit-records.ts";

/** The first replica, by name, that did not end with 0. */
export function firstBadEnd(
  codes: ExitRecords["codes"],
): { readonly replica: string; readonly code: number } | undefined {
  const bad = [...codes].filter(([, code]) => code !== 0);
  const [first] = bad.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return first && { replica: first[0], code: first[1] };
}
