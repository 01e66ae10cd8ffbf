import truncatedWidth from "fast-string-truncated-width";

const ellipsis = { ellipsis: "…", ellipsisWidth: 1 };

/** How many columns of a terminal a text without control characters takes. */
export function widthOf(text: string): number {
  return truncatedWidth(text).width;
}

/** The text, if it takes at most `width` columns; else as much of it as does with `…` at its end. */
export function cut(text: string, width: number): string {
  if (width < 1) return "";
  const { index, ellipsed } = truncatedWidth(text, { limit: width, ...ellipsis });
  return ellipsed ? `${text.slice(0, index)}…` : text.slice(0, index);
}

/** The text in exactly `width` columns: cut, or filled up with spaces on the side that is not aligned. */
export function fit(text: string, width: number, align: "left" | "right"): string {
  const fitting = cut(text, width);
  const space = " ".repeat(Math.max(0, width - widthOf(fitting)));
  return align === "left" ? fitting + space : space + fitting;
}
