import { stripVTControlCharacters } from "node:util";

/** What a program has printed, for people: without colours and control characters, lines kept. */
export function plainText(printed: string): string {
  return (
    stripVTControlCharacters(printed)
      // A carriage return draws over the line, as progress bars do: the last drawing counts.
      .replaceAll(/^.*\r(?!\n|$)/gm, "")
      .replaceAll(/[^\P{Cc}\n\t]/gu, "")
  );
}
