import type { Experiment, ExperimentEvent, TrialRecord } from "@runners/orchestrator";
import { briefReason } from "../format/brief-reason.ts";
import { plain } from "../format/plain.ts";
import { showDuration } from "../format/show-duration.ts";
import { showNumber } from "../format/show-number.ts";
import { showPairs } from "../format/show-pairs.ts";
import { valueOf } from "./value-of.ts";

/**
 * A change as one line, or undefined for one that a person need not see. A line about a trial
 * begins `trial <index> <STATUS>`.
 */
export function describeChange(event: ExperimentEvent, experiment: Experiment): string | undefined {
  switch (event.type) {
    case "trial-deployed": {
      const trial = experiment.trial(event.index);
      const found = event.reattached ? "found again" : "";
      return line(event.index, event.status, found, parameters(trial));
    }
    case "trial-status": {
      const trial = experiment.trial(event.index);
      const value = valueOf(experiment, trial);
      const measured =
        value === undefined
          ? ""
          : `${plain(experiment.objective?.metric ?? "")}=${showNumber(value, 6)}`;
      const reason = event.reason === undefined ? "" : briefReason(event.reason);
      return line(event.index, event.to, measured, time(event), reason, parameters(trial));
    }
    case "attempt-failed": {
      const next = `attempt ${event.attempt + 2} follows`;
      return line(
        event.index,
        "CANDIDATE",
        `attempt ${event.attempt + 1} failed`,
        briefReason(event.reason),
        next,
      );
    }
    case "submission-unknown":
      return line(event.index, "CANDIDATE", "may be submitted or not", plain(event.reason));
    case "submission-absent":
      return line(event.index, "CANDIDATE", "is submitted again", plain(event.evidence));
    case "submission-unresolved":
      return line(event.index, "CANDIDATE", 'waits for "runners resolve"', plain(event.reason));
    case "stop-requested":
      return line(event.index, event.force ? "stopping by force" : "stopping", plain(event.reason));
    case "definition-changed":
      return "the changed definition is accepted";
    case "experiment-started":
    case "experiment-resumed":
    case "experiment-ended":
    case "trial-created":
    case "submission-intended":
    case "submission-deferred":
    case "trial-results":
      return undefined;
  }
}

function line(index: number, status: string, ...parts: readonly string[]): string {
  return [`trial ${index} ${status}`, ...parts.filter((part) => part !== "")].join("  ");
}

function parameters({ arms }: TrialRecord): string {
  return arms.map((arm) => showPairs(arm.parameters)).join(" | ");
}

function time({ details }: Extract<ExperimentEvent, { type: "trial-status" }>): string {
  const { startedAtMs, finishedAtMs } = details ?? {};
  if (startedAtMs === undefined || finishedAtMs === undefined) return "";
  return showDuration(finishedAtMs - startedAtMs);
}
