import { distance } from "fastest-levenshtein";

/**
 * The known word that `word` was probably meant to be: the one with the fewest letters to change,
 * capitals aside, if that is at most half of them; of equals the first.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  for (const candidate of known) {
    const changes = distance(word.toLowerCase(), candidate.toLowerCase());
    const longer = Math.max(word.length, candidate.length);
    if (changes >= fewest || changes * 2 > longer) continue;
    best = candidate;
    fewest = changes;
  }
  return best;
}
