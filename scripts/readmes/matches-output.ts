/**
 * Whether what was printed is what a document shows. `…` stands for any text within its line, and
 * on a line of its own for any number of lines. Blanks at the end of a line do not count.
 */
export function matchesOutput(expected: string, printed: string): boolean {
  const pattern = lines(expected)
    .map((line) =>
      line.trim() === "…"
        ? String.raw`(?:[^\n]*\n)*?`
        : String.raw`${line
            .split("…")
            .map(escape)
            .join(String.raw`[^\n]*?`)}\n`,
    )
    .join("");
  return new RegExp(`^${pattern}$`).test(lines(printed).join("\n").concat("\n"));
}

function lines(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
