import type { Arm, Observation } from "@runners/core";
import type { TrialRecord } from "@runners/orchestrator";

/** The last observation of each metric of one arm, by metric. */
export function armMeasurements(
  { observations }: TrialRecord,
  arm: Arm,
): ReadonlyMap<string, Observation> {
  const ofArm = observations.filter(({ armName }) => armName === undefined || armName === arm.name);
  return new Map(ofArm.map((observation) => [observation.metric, observation]));
}
