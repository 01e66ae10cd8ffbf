import { cut, fit, widthOf } from "../format/cut.ts";

export type Column = {
  readonly title: string;
  readonly align: "left" | "right";
  /** Whether it may become narrower than its widest cell, and at last be left out. */
  readonly shrinks: boolean;
};

const gap = "  ";
const narrowest = 5;

/**
 * Rows of cells as lines of at most `width` columns, with the titles first. Where there is too
 * little room the widest columns that may shrink are narrowed; where that is not enough the last of
 * them are left out, and at last the line is cut.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = columns.map(({ title }, i) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[i] ?? "")), widthOf(title)),
  );
  const shown = new Set(columns.keys());
  for (;;) {
    const excess = total(shown, widths) - width;
    if (excess <= 0) break;
    const widest = widestThatShrinks(shown, columns, widths);
    if (widest !== undefined) {
      widths[widest] = (widths[widest] ?? 0) - 1;
      continue;
    }
    const last = [...shown].findLast((i) => columns[i]?.shrinks);
    if (last === undefined) break;
    shown.delete(last);
  }
  const line = (cells: readonly string[]): string => {
    const fitted = Array.from(shown, (i) =>
      fit(cells[i] ?? "", widths[i] ?? 0, columns[i]?.align ?? "left"),
    );
    return cut(fitted.join(gap).trimEnd(), width);
  };
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

function total(shown: ReadonlySet<number>, widths: readonly number[]): number {
  let sum = gap.length * (shown.size - 1);
  for (const i of shown) sum += widths[i] ?? 0;
  return sum;
}

function widestThatShrinks(
  shown: ReadonlySet<number>,
  columns: readonly Column[],
  widths: readonly number[],
): number | undefined {
  let widest: number | undefined;
  for (const i of shown) {
    const width = widths[i] ?? 0;
    if (columns[i]?.shrinks !== true || width <= narrowest) continue;
    if (widest === undefined || width > (widths[widest] ?? 0)) widest = i;
  }
  return widest;
}
