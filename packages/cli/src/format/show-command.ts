import { plain } from "./plain.ts";

/** A command as a person may paste it into a shell: what is no plain word stands in single quotes. */
export function showCommand(words: readonly string[]): string {
  const quoted = words.map((word) =>
    /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
  );
  return plain(quoted.join(" "));
}
