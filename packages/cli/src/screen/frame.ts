import { styleText } from "node:util";
import { isTerminal, type TrialStatus } from "@runners/core";
import type { Experiment, TrialRecord } from "@runners/orchestrator";
import { cut } from "../format/cut.ts";
import { briefReason } from "../format/brief-reason.ts";
import { plain } from "../format/plain.ts";
import { showDuration } from "../format/show-duration.ts";
import { showNumber } from "../format/show-number.ts";
import { showCells } from "../format/show-cells.ts";
import { showExactly } from "../format/show-pairs.ts";
import { showStatus } from "../format/show-status.ts";
import { valueOf } from "../report/value-of.ts";
import { countsOf } from "../results/counts-of.ts";
import { progressBar } from "./progress-bar.ts";
import { table, type Column } from "./table.ts";

export type FrameOptions = {
  readonly experiment: Experiment;
  /** How many trials there will be, if that is known. */
  readonly totalTrials: number | undefined;
  /** Names of the parameters, in the order of the search space. */
  readonly parameterNames: readonly string[];
  readonly nowMs: number;
  readonly startedAtMs: number;
  /** The line that says what is going on, and the latest things worth knowing. */
  readonly waiting: string | undefined;
  readonly notes: readonly string[];
  /** Size of the terminal. */
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
};

type Style = Parameters<typeof styleText>[0];

const styles: Record<TrialStatus, Style> = {
  CANDIDATE: "dim",
  STAGED: "blue",
  RUNNING: "cyan",
  COMPLETED: "green",
  FAILED: "red",
  ABANDONED: "yellow",
  EARLY_STOPPED: "magenta",
  STALE: "yellow",
};

/** The live view of an experiment: at most `rows - 1` lines, none wider than `columns`. */
export function frame(options: FrameOptions): string {
  const { columns, rows, notes, waiting } = options;
  const head = [title(options), progress(options), ...best(options)];
  const foot = [...notes.slice(-3), ...(waiting === undefined ? [] : [`… ${waiting}`])].map(
    (line) => paint(options, "dim", cut(line, columns)),
  );
  const room = rows - 1 - head.length - foot.length;
  const body = room >= 2 ? trials(options, room) : [];
  return [...head, ...body, ...foot].slice(0, Math.max(1, rows - 1)).join("\n");
}

function title(options: FrameOptions): string {
  const { experiment, nowMs, startedAtMs, columns } = options;
  const text = `${plain(experiment.name)}  ${showDuration(nowMs - startedAtMs)}`;
  return paint(options, "bold", cut(text, columns));
}

function progress(options: FrameOptions): string {
  const { experiment, totalTrials, columns } = options;
  const { ended, byStatus } = countsOf(experiment);
  const counts = Array.from(
    byStatus,
    ([status, count]) => [status, `${count} ${showStatus(status)}`] as const,
  );
  const share = totalTrials === undefined ? `${ended}` : `${ended}/${totalTrials}`;
  const text = counts.map(([, count]) => count).join("  ");
  const width = Math.min(40, columns - share.length - text.length - 4);
  if (totalTrials === undefined || width < 8) return cut(`${share}  ${text}`, columns);
  const bar = progressBar(ended / totalTrials, width);
  const painted = counts.map(([status, count]) => paint(options, styles[status], count));
  return `${bar} ${share}  ${painted.join("  ")}`;
}

function best(options: FrameOptions): string[] {
  const { best: found, objective } = options.experiment;
  if (found === undefined || objective === undefined) return [];
  const value = `${objective.metric} ${showNumber(found.value, 6)}`;
  const parameters = Object.entries(found.arm.parameters).map(
    ([name, of]) => `${name}=${typeof of === "number" ? showNumber(of) : showExactly(of)}`,
  );
  const parts = ["best", plain(value), `trial ${found.trial.index}`, plain(parameters.join(" "))];
  const text = parts.join("  ");
  return [paint(options, "green", cut(text, options.columns))];
}

/** The trials as a table of at most `room` lines: those that run, then those that ended last. */
function trials(options: FrameOptions, room: number): string[] {
  const { experiment, parameterNames, columns } = options;
  const shown = choose(experiment, room - 1);
  const objective = experiment.objective?.metric;
  const layout: Column[] = [
    { title: "trial", align: "right", shrinks: false },
    { title: "status", align: "left", shrinks: false },
    ...parameterNames.map((name): Column => ({
      title: plain(name),
      align: "right",
      shrinks: true,
    })),
    { title: "time", align: "right", shrinks: false },
    { title: plain(objective ?? ""), align: "right", shrinks: false },
    { title: "", align: "left", shrinks: true },
  ];
  const parameters = parameterNames.map((name) => parameterCells(shown, name));
  const values = showCells(shown.map((trial) => valueOf(experiment, trial)));
  const cells = shown.map((trial, row) => [
    String(trial.index),
    trial.status,
    ...parameters.map((column) => column[row] ?? ""),
    time(trial, options.nowMs),
    values[row] ?? "",
    trial.status === "COMPLETED" ? "" : briefReason(trial.reason ?? ""),
  ]);
  const [titles = "", ...lines] = table(layout, cells, columns);
  const painted = lines.map((line, i) => {
    const status = shown[i]?.status ?? "CANDIDATE";
    return line.replace(status, paint(options, styles[status], status));
  });
  const hidden = experiment.trials.size - shown.length;
  const more =
    hidden > 0
      ? [
          paint(
            options,
            "dim",
            cut(`… ${hidden} more ${hidden === 1 ? "trial" : "trials"}`, columns),
          ),
        ]
      : [];
  return [paint(options, "dim", titles), ...painted, ...more];
}

/** At most `room` trials, in the order of their indices; one line less where some are left out. */
function choose(experiment: Experiment, room: number): TrialRecord[] {
  const all = [...experiment.trials.values()];
  if (all.length <= room) return all;
  const lastFirst = all.toSorted(
    (a, b) => Number(isTerminal(a.status)) - Number(isTerminal(b.status)) || latest(b) - latest(a),
  );
  return lastFirst.slice(0, Math.max(0, room - 1)).toSorted((a, b) => a.index - b.index);
}

function latest(trial: TrialRecord): number {
  return trial.endedAtMs ?? trial.deployedAtMs ?? trial.createdAtMs;
}

/** The values of one parameter; those of a batch trial stand side by side. */
function parameterCells(shown: readonly TrialRecord[], name: string): string[] {
  const cells = showCells(shown.flatMap(({ arms }) => arms.map((arm) => arm.parameters[name])));
  let next = 0;
  return shown.map(({ arms }) => {
    const from = next;
    next += arms.length;
    return cells.slice(from, next).join("|");
  });
}

function time({ details, deployedAtMs, endedAtMs, status }: TrialRecord, nowMs: number): string {
  const from = details?.startedAtMs ?? deployedAtMs;
  if (from === undefined || status === "CANDIDATE") return "";
  const to = isTerminal(status) ? (details?.finishedAtMs ?? endedAtMs ?? nowMs) : nowMs;
  return showDuration(to - from);
}

function paint({ color }: FrameOptions, style: Style, text: string): string {
  return color ? styleText(style, text, { validateStream: false }) : text;
}
