import type { Experiment, ExperimentSummary } from "@runners/orchestrator";
import { TrialStatus } from "@runners/core";
import { plain } from "../format/plain.ts";
import { showNumber } from "../format/show-number.ts";
import { showPairs } from "../format/show-pairs.ts";

/** So many failed trials are named with their reasons. */
const namedFailures = 3;

/** What to say at the end: how it ended, how many trials how, the best one, why some failed. */
export function summaryLines(summary: ExperimentSummary, experiment: Experiment): string[] {
  const { best, objective, trials } = experiment;
  const counts = Object.values(TrialStatus)
    .filter((status) => experiment.count(status) > 0)
    .map((status) => `${experiment.count(status)} ${status.toLowerCase().replace("_", "-")}`);
  const why = summary.reason === undefined ? "" : `: ${plain(summary.reason)}`;
  const lines = [`${experiment.name} ${summary.outcome.replaceAll("-", " ")}${why}`];
  lines.push(`  ${trials.size} trials${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`);
  const failed = [...trials.values()].filter(({ status }) => status === "FAILED");
  for (const { index, reason } of failed.slice(0, namedFailures)) {
    lines.push(`  trial ${index} failed: ${plain(reason ?? "the backend does not say why")}`);
  }
  if (failed.length > namedFailures) {
    lines.push(`  and ${failed.length - namedFailures} more failed`);
  }
  if (best !== undefined && objective !== undefined) {
    lines.push(
      `  best: ${objective.metric} ${showNumber(best.value, 6)} in trial ${best.trial.index}`,
    );
    lines.push(`  ${showPairs(best.arm.parameters)}`);
  }
  return lines;
}
