import { RunnerError, type BaseTrial, type Observation } from "@runners/core";
import { armNames } from "./arm-names.ts";
import type { TestProblem } from "./functions/index.ts";

/**
 * What the metadata of a trial holds, as observations.
 *
 * @throws {RunnerError} `INVALID_METADATA` if that is not the values of this problem for each arm
 */
export function observationsOf(trial: BaseTrial, problem: TestProblem): readonly Observation[] {
  const metrics = metricsOf(problem);
  return armNames(trial).flatMap((armName) => {
    const values = valuesOf(trial, armName, metrics.length);
    return metrics.map(({ metric, sem }, i) => ({
      ...(trial.kind === "batch" && { armName }),
      metric,
      mean: values[i] ?? NaN,
      sem,
    }));
  });
}

/** What an evaluation gives, in its order. */
function metricsOf(problem: TestProblem): readonly { metric: string; sem: number }[] {
  const { numObjectives, numConstraints, noiseStd, constraintNoiseStd } = problem;
  return [
    ...metricsNamed("objective", numObjectives, noiseStd),
    ...metricsNamed("constraint_slack", numConstraints, constraintNoiseStd),
  ];
}

function metricsNamed(
  name: string,
  count: number,
  deviation: number | readonly number[] = 0,
): readonly { metric: string; sem: number }[] {
  return Array.from({ length: count }, (_, i) => ({
    metric: `${name}_${i}`,
    sem: typeof deviation === "number" ? deviation : (deviation[i] ?? 0),
  }));
}

function valuesOf(trial: BaseTrial, armName: string, count: number): readonly number[] {
  const ys: unknown = trial.runMetadata["Ys"];
  const isRecord = typeof ys === "object" && ys !== null && Object.hasOwn(ys, armName);
  const values: unknown = isRecord ? Reflect.get(ys, armName) : undefined;
  if (Array.isArray(values) && values.length === count && values.every(Number.isFinite)) {
    return values as readonly number[];
  }
  const received: string = JSON.stringify(values) ?? "nothing";
  const message = `Trial ${trial.index}: the metadata has ${received} for arm ${JSON.stringify(armName)}, not ${count} numbers; give what run returned for this trial.`;
  throw new RunnerError("INVALID_METADATA", message, { trialIndex: trial.index });
}
