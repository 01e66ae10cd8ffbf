import measure from "fast-string-truncated-width";

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How many columns of a terminal a text without control characters takes. */
export function widthOf(text: string): number {
  return measure(text).width;
}

/**
 * The text, if it takes at most `width` columns; else as much of it as does with `…` at its end,
 * without taking a character apart.
 */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return "";
  // The library cuts too, but a column too late after characters that are neither Latin nor wide.
  let kept = "";
  let taken = 1;
  for (const { segment } of characters.segment(text)) {
    taken += widthOf(segment);
    if (taken > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text in exactly `width` columns: cut, or filled up with spaces on the side that is not aligned. */
export function fit(text: string, width: number, align: "left" | "right"): string {
  const fitting = cut(text, width);
  const space = " ".repeat(Math.max(0, width - widthOf(fitting)));
  return align === "left" ? fitting + space : space + fitting;
}
