import { stripVTControlCharacters } from "node:util";

/**
 * A text as one line that does nothing to a terminal: escape sequences, and what turns the direction
 * of writing, are taken out; each run of white space and other control characters becomes one space.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\p{Bidi_Control}+/gu, "")
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}
