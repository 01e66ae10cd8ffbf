import type { SubmissionGuarantee } from "@runners/core";
import type { TrialRecord } from "@runners/orchestrator";
import { runCommand } from "../load/run-command.ts";
import { plain } from "../format/plain.ts";
import { cut } from "../format/cut.ts";
import { showCells } from "../format/show-cells.ts";
import { showDuration } from "../format/show-duration.ts";
import { showNumber } from "../format/show-number.ts";
import { showPairs } from "../format/show-pairs.ts";
import { showPath } from "../format/show-path.ts";
import { showStatus } from "../format/show-status.ts";
import type { Place } from "../load/locate.ts";
import type { Reading } from "../load/read-experiment.ts";
import { table, type Column } from "../screen/table.ts";
import { countsOf } from "./counts-of.ts";
import { inDoubt } from "./in-doubt.ts";
import { namesOf } from "./names-of.ts";
import { stateOf } from "./state-of.ts";

/** How an experiment goes, for people; no line is wider than `width`. */
export function statusLines(
  place: Place,
  reading: Reading,
  nowMs: number,
  width: number,
): string[] {
  const { experiment } = reading;
  const state = stateOf(reading);
  const lines = [
    `${plain(experiment.name)}  ${state.replaceAll("-", " ")}`,
    `  store   ${showPath(place.store)}`,
    `  driver  ${driverOf(place, reading, nowMs)}`,
    ...guaranteeOf(place),
    `  worked  ${showDuration(reading.elapsedMs)}`,
    `  trials  ${trialsOf(reading)}`,
    ...bestOf(reading),
  ].map((line) => cut(line, width));
  const running = Array.from(experiment.deployed, (index) => experiment.trial(index));
  if (running.length > 0) lines.push("", ...runningTable(running, reading, nowMs, width));
  for (const trial of inDoubt(reading)) lines.push("", ...doubtful(trial));
  for (const index of experiment.unresolved) {
    lines.push("", ...unresolved(experiment.trial(index)));
  }
  return lines;
}

function driverOf(place: Place, { driver, experiment }: Reading, nowMs: number): string {
  if (driver === undefined || driver.state === "dead") {
    const { outcome } = experiment;
    const goesOn =
      outcome === undefined || outcome === "drained" || outcome === "unresolved"
        ? `; to go on: ${runCommand(place)}`
        : "";
    if (driver === undefined) return `none${goesOn}`;
    const { pid, host } = driver.owner;
    return `none: process ${pid} on ${host} has died${goesOn}`;
  }
  const { pid, host, acquiredAtMs, renewedAtMs } = driver.owner;
  const since = showDuration(nowMs - acquiredAtMs);
  const seen = showDuration(nowMs - renewedAtMs);
  const doubt = driver.state === "unknown" ? ", and out of sight from here" : "";
  return `process ${pid} on ${host}, for ${since}, last seen ${seen} ago${doubt}`;
}

const guarantees: Readonly<Record<SubmissionGuarantee, string>> = {
  exact: "exact: the same submission never runs twice",
  reattach: "reattach: after a crash it is looked for on the backend",
  none: "none: after a crash a person may have to say what became of a submission",
};

function guaranteeOf({ source }: Place): string[] {
  if (source === undefined) return [];
  return [`  submits ${guarantees[source.definition.runner.submissionGuarantee ?? "none"]}`];
}

function trialsOf(reading: Reading): string {
  const { experiment, definition } = reading;
  const { ended, byStatus } = countsOf(experiment);
  const total = definition["totalTrials"];
  const of = typeof total === "number" ? ` of ${total}` : "";
  const doubtfulCount = inDoubt(reading).length + experiment.unresolved.size;
  const doubt = doubtfulCount > 0 ? ` (${doubtfulCount} that may be submitted or not)` : "";
  const counts = Array.from(
    byStatus,
    ([status, n]) => `${n} ${showStatus(status)}${status === "CANDIDATE" ? doubt : ""}`,
  );
  return `${ended}${of} ended${counts.length > 0 ? `: ${counts.join(", ")}` : ""}`;
}

function bestOf({ experiment: { best, objective } }: Reading): string[] {
  if (best === undefined || objective === undefined) return [];
  const value = `${objective.metric} ${showNumber(best.value, 6)}`;
  return [
    `  best    ${plain(value)} in trial ${best.trial.index}: ${showPairs(best.arm.parameters)}`,
  ];
}

function runningTable(
  running: readonly TrialRecord[],
  { experiment }: Reading,
  nowMs: number,
  width: number,
): string[] {
  const names = namesOf(experiment).parameters;
  const columns: Column[] = [
    { title: "trial", align: "right", shrinks: false },
    { title: "status", align: "left", shrinks: false },
    { title: "for", align: "right", shrinks: false },
    ...names.map((name): Column => ({ title: plain(name), align: "right", shrinks: true })),
    { title: "", align: "left", shrinks: true },
  ];
  const parameters = names.map((name) =>
    showCells(running.map(({ arms }) => arms[0].parameters[name])),
  );
  const rows = running.map((trial, row) => {
    const sinceMs = trial.details?.startedAtMs ?? trial.deployedAtMs ?? trial.createdAtMs;
    const stopping =
      trial.stopRequested === undefined ? "" : `stopping: ${plain(trial.stopRequested.reason)}`;
    return [
      String(trial.index),
      trial.status,
      showDuration(nowMs - sinceMs),
      ...parameters.map((cells) => cells[row] ?? ""),
      stopping,
    ];
  });
  return table(columns, rows, width);
}

/** A submission of which it is not known whether it arrived: why, and what to look for. */
function doubtful({ index, submission, reason, arms }: TrialRecord): string[] {
  // Before it is in doubt by name, the reason is one of an earlier attempt.
  const why = submission?.state === "intended" ? "its driver ended as it was submitted" : reason;
  return [
    `trial ${index} may be submitted or not: ${plain(why ?? "the backend does not say")}`,
    `  submission key ${submission?.submissionKey ?? ""}  ${arms.map((arm) => showPairs(arm.parameters)).join(" | ")}`,
  ];
}

/** What a person has to decide, and how. */
function unresolved(trial: TrialRecord): string[] {
  return [
    ...doubtful(trial),
    `  runners resolve ${trial.index} --attach '<metadata>' | --resubmit | --abandon`,
  ];
}
