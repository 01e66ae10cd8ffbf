import { cut, fit, widthOf } from "../format/cut.ts";

export type Column = {
  readonly title: string;
  readonly align: "left" | "right";
  /** Whether it may become narrower than its widest cell. */
  readonly shrinks: boolean;
};

const gap = "  ";
const narrowest = 5;

/**
 * Rows of cells as lines of at most `width` columns, with the titles first. Where there is too
 * little room the widest columns that may shrink are narrowed, and at last the line is cut.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = columns.map(({ title }, i) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[i] ?? ""))),
  );
  const room = width - gap.length * (columns.length - 1);
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const widest = widestThatShrinks(columns, widths);
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const line = (cells: readonly string[]): string => {
    const fitted = columns.map(({ align }, i) => fit(cells[i] ?? "", widths[i] ?? 0, align));
    return cut(fitted.join(gap).trimEnd(), width);
  };
  return [line(columns.map(({ title }) => title)), ...rows.map(line)];
}

function widestThatShrinks(
  columns: readonly Column[],
  widths: readonly number[],
): number | undefined {
  let widest: number | undefined;
  columns.forEach(({ shrinks }, i) => {
    const width = widths[i] ?? 0;
    if (!shrinks || width <= narrowest) return;
    if (widest === undefined || width > (widths[widest] ?? 0)) widest = i;
  });
  return widest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
