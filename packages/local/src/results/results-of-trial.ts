import { redact, RunnerError, type TrialResults } from "@runners/core";
import type { Observed } from "../attempts/attempt-observer.ts";
import { readResults } from "./read-results.ts";

/**
 * What a trial has measured.
 *
 * @param observed what was the case with the trial before
 * @param env variables whose values are in no error
 * @throws {RunnerError} `INVALID_RESULTS`
 */
export async function resultsOfTrial(
  trialIndex: number,
  path: string,
  observed: Observed | undefined,
  env: Readonly<Record<string, string>>,
): Promise<TrialResults> {
  const results = await readResults(path);
  const final = observed?.state === "ended";
  if (results !== undefined && "observations" in results) return { final, ...results };
  if (!final) return { final, observations: [] };
  const refuse = (text: string): RunnerError => {
    const message = `Trial ${trialIndex}: ${redact(text, Object.entries(env))}.`;
    return new RunnerError("INVALID_RESULTS", message, { trialIndex });
  };
  if (results !== undefined) throw refuse(`its results file ${path} ${results.problem}`);
  if (observed.verdict.details.backendState === "results-missing") {
    throw refuse(`it wrote no results to ${path} (RUNNERS_RESULTS)`);
  }
  return { final, observations: [] };
}
