import { stripVTControlCharacters } from "node:util";

/**
 * A text as one line that does nothing to a terminal: escape sequences are taken out, and each run
 * of white space and other control characters becomes one space.
 */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}
