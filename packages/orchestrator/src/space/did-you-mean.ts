import { nearest } from "../nearest.ts";

/** A question to put into a message, with a space behind it; empty where no known word is near. */
export function didYouMean(word: unknown, known: Iterable<string>): string {
  const meant = typeof word === "string" ? nearest(word, known) : undefined;
  return meant === undefined ? "" : `Did you mean "${meant}"? `;
}
