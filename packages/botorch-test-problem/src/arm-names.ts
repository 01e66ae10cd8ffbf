import { RunnerError, type BaseTrial } from "@runners/core";

/**
 * What the arms of a trial are called, in their order: their names, else `<trial>_<position>`.
 *
 * @throws {RunnerError} `INVALID_TRIAL` where two are called the same
 */
export function armNames(trial: BaseTrial): readonly string[] {
  const names = trial.arms.map(({ name }, position) => name ?? `${trial.index}_${position}`);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice === undefined) return names;
  const message = `Trial ${trial.index} has two arms called ${JSON.stringify(twice)}; give each its own name.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: trial.index });
}
