import { RunnerError, type BaseTrial } from "@runners/core";
import { asClaim, type Claim } from "./claim.ts";

/**
 * The claim in a trial's run metadata.
 *
 * @throws {RunnerError} `INVALID_METADATA` where there is none, or it is that of another directory
 */
export function claimOfTrial(trial: BaseTrial<unknown>, directory: string): Claim {
  const { index, runMetadata } = trial;
  const claim = asClaim(runMetadata);
  if (claim?.directory === directory) return claim;
  const message =
    claim === undefined
      ? `Trial ${index}: its run metadata is not that of a LocalRunner: ${JSON.stringify(runMetadata).slice(0, 200)}; give what run returned.`
      : `Trial ${index} belongs to the directory ${claim.directory}; ask a LocalRunner on that one, not on ${directory}.`;
  throw new RunnerError("INVALID_METADATA", message, { trialIndex: index });
}
