import { RunnerError } from "@runners/core";
import { didYouMean } from "./did-you-mean.ts";
import { showValue } from "./show-value.ts";

/**
 * Refuses what is not an object, and an object with a key that is not known.
 *
 * @param who what `value` is, to begin a sentence with
 * @param known every key that `value` may have
 * @throws {RunnerError} `INVALID_ARGUMENT`, with the known key nearest to the unknown one
 */
export function checkKeys(
  who: string,
  value: unknown,
  known: readonly string[],
): asserts value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `${who}: got ${showValue(value)}; give an object with ${listed(known)}.`,
    );
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `${who}: unknown key ${showValue(key)}. ${didYouMean(key, known)}` +
        `Known: ${known.join(", ") || "none"}.`,
    );
  }
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "no keys";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
