import type { TrialRecord } from "@runners/orchestrator";
import { isDriven } from "../load/is-driven.ts";
import type { Reading } from "../load/read-experiment.ts";

/**
 * The trials that may be submitted or not, and that a driver looks for. One that the driver of now
 * is submitting for the first time is in no doubt yet.
 */
export function inDoubt(reading: Reading): TrialRecord[] {
  const { experiment } = reading;
  const driven = isDriven(reading);
  return Array.from(experiment.submitting, (index) => experiment.trial(index)).filter(
    ({ submission }) =>
      !driven || submission?.state === "unknown" || submission?.driver !== experiment.driver,
  );
}
