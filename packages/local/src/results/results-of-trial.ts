import { RunnerError, type TrialResults } from "@runners/core";
import type { Observed } from "../attempts/attempt-observer.ts";
import { readResults } from "./read-results.ts";

/**
 * What a trial has measured.
 *
 * @param observed what was the case with the trial before
 * @throws {RunnerError} `INVALID_RESULTS`
 */
export async function resultsOfTrial(
  trialIndex: number,
  path: string,
  observed: Observed | undefined,
): Promise<TrialResults> {
  const results = await readResults(path);
  const final = observed?.state === "ended";
  if (results !== undefined && "observations" in results) return { final, ...results };
  if (!final) return { final, observations: [] };
  const refuse = (text: string): RunnerError =>
    new RunnerError("INVALID_RESULTS", `Trial ${trialIndex}: ${text}.`, { trialIndex });
  if (results !== undefined) throw refuse(`its results file ${path} ${results.problem}`);
  if (observed.verdict.details.backendState === "results-missing") {
    throw refuse(`it wrote no results to ${path} (RUNNERS_RESULTS)`);
  }
  return { final, observations: [] };
}
