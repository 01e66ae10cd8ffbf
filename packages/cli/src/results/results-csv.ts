import type { Experiment } from "@runners/orchestrator";
import { armMeasurements } from "./arm-measurements.ts";
import { namesOf } from "./names-of.ts";

type Cell = string | number | undefined;

/**
 * The trials as rows of cells, one row per arm, the names of the columns first. What an experiment
 * names itself stands behind a prefix, so that no two columns have one name: `parameter.lr`,
 * `mean.loss`, `sem.loss`. Times are in ISO 8601 (UTC).
 */
export function resultsCsv(experiment: Experiment): readonly (readonly Cell[])[] {
  const { parameters, metrics } = namesOf(experiment);
  const titles = [
    "trial",
    "arm",
    "status",
    "attempt",
    ...parameters.map((name) => `parameter.${name}`),
    ...metrics.flatMap((metric) => [`mean.${metric}`, `sem.${metric}`]),
    "started",
    "finished",
    "reason",
  ];
  const rows = [...experiment.trials.values()].flatMap((trial) => {
    const { index, status, attempt, details, deployedAtMs, endedAtMs, reason } = trial;
    return trial.arms.map((arm): readonly Cell[] => {
      const measured = armMeasurements(trial, arm);
      return [
        index,
        arm.name,
        status,
        attempt,
        ...parameters.map((name) => text(arm.parameters[name])),
        ...metrics.flatMap((metric) => [measured.get(metric)?.mean, measured.get(metric)?.sem]),
        time(details?.startedAtMs ?? deployedAtMs),
        time(details?.finishedAtMs ?? endedAtMs),
        reason,
      ];
    });
  });
  return [titles, ...rows];
}

function text(value: string | number | boolean | null | undefined): Cell {
  return typeof value === "boolean" ? String(value) : (value ?? undefined);
}

function time(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
