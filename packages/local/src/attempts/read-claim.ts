import { readIfPresent } from "../read-if-present.ts";
import type { AttemptFiles } from "./attempt-files.ts";
import { asClaim, type Claim } from "./claim.ts";

/** Who runs the attempt; undefined where nobody has claimed it. */
export async function readClaim(files: AttemptFiles): Promise<Claim | undefined> {
  const text = await readIfPresent(files.claim);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Answered below, with what is not a claim.
  }
  const claim = asClaim(value);
  if (claim === undefined) {
    throw new Error(
      `${files.claim} is not a claim of this version, so what it claims may run or not; once no process of it is left, remove ${files.live} and ${files.directory}.`,
    );
  }
  return claim;
}
