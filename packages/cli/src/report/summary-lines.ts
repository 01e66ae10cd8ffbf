import type { Experiment, ExperimentSummary } from "@runners/orchestrator";
import { briefReason } from "../format/brief-reason.ts";
import { plain } from "../format/plain.ts";
import { showNumber } from "../format/show-number.ts";
import { showOutcome } from "../format/show-outcome.ts";
import { showPairs } from "../format/show-pairs.ts";
import { showStatus } from "../format/show-status.ts";
import { countsOf } from "../results/counts-of.ts";
import type { Hints } from "./hints.ts";

/** So many failed trials are named with their reasons. */
const namedFailures = 3;

/**
 * What to say at the end: how it ended, how many trials how, why some failed, the best one, and what
 * to do next.
 */
export function summaryLines(
  summary: ExperimentSummary,
  experiment: Experiment,
  hints: Hints,
): string[] {
  const { trials } = experiment;
  const { byStatus } = countsOf(experiment);
  const counts = Array.from(byStatus, ([status, count]) => `${count} ${showStatus(status)}`);
  const why = summary.reason === undefined ? "" : `: ${plain(summary.reason)}`;
  return [
    `${plain(experiment.name)} ${showOutcome(summary.outcome)}${why}`,
    `  ${trials.size} ${trials.size === 1 ? "trial" : "trials"}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`,
    ...failures(experiment, hints),
    ...best(experiment, hints),
    ...next(summary, experiment, hints),
  ];
}

function failures(experiment: Experiment, { keepsLogs, names }: Hints): string[] {
  const failed = [...experiment.trials.values()].filter(({ status }) => status === "FAILED");
  const lines = failed.slice(0, namedFailures).map(({ index, reason }) => {
    const why = briefReason(reason ?? "the backend does not say why");
    return `  trial ${index} failed: ${why}`;
  });
  if (failed.length > namedFailures)
    lines.push(`  and ${failed.length - namedFailures} more failed`);
  const [first] = failed.filter(({ deployedAtMs }) => deployedAtMs !== undefined);
  if (first !== undefined && keepsLogs) {
    lines.push(`  what it printed: runners logs ${names} ${first.index} --stderr`);
  }
  return lines;
}

function best({ best: found, objective }: Experiment, { metadataKeys }: Hints): string[] {
  if (found === undefined || objective === undefined) return [];
  const { trial, arm, value } = found;
  const shown = metadataKeys.filter((key) => trial.runMetadata[key] !== undefined);
  const metadata = Object.fromEntries(shown.map((key) => [key, trial.runMetadata[key] ?? null]));
  return [
    `  best: ${plain(objective.metric)} ${showNumber(value, 6)} in trial ${trial.index}`,
    `    ${showPairs(arm.parameters)}`,
    ...(shown.length > 0 ? [`    ${showPairs(metadata)}`] : []),
  ];
}

function next({ outcome }: ExperimentSummary, experiment: Experiment, { names }: Hints): string[] {
  if (experiment.unresolved.size > 0) return [`  what to decide: runners status ${names}`];
  return outcome === "drained" ? [`  to go on: runners run ${names}`] : [];
}
