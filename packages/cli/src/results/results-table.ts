import type { Experiment } from "@runners/orchestrator";
import { plain } from "../format/plain.ts";
import { showCells } from "../format/show-cells.ts";
import { table, type Column } from "../screen/table.ts";
import { armMeasurements } from "./arm-measurements.ts";
import { namesOf } from "./names-of.ts";

/** The trials as a table for people, no line of it wider than `width`: one row per arm. */
export function resultsTable(experiment: Experiment, width: number): string[] {
  const { parameters, metrics } = namesOf(experiment);
  const rows = [...experiment.trials.values()].flatMap((trial) =>
    trial.arms.map((arm) => ({ trial, arm, measured: armMeasurements(trial, arm) })),
  );
  const columns: (Column & { readonly cells: readonly string[] })[] = [
    { ...right("trial", false), cells: rows.map(({ trial }) => String(trial.index)) },
    { ...left("status", false), cells: rows.map(({ trial }) => trial.status) },
    ...parameters.map((name) => ({
      ...right(name, true),
      cells: showCells(rows.map(({ arm }) => arm.parameters[name])),
    })),
    ...metrics.map((metric) => ({
      ...right(metric, false),
      cells: showCells(rows.map(({ measured }) => measured.get(metric)?.mean)),
    })),
    {
      ...left("", true),
      cells: rows.map(({ trial }) =>
        trial.status === "COMPLETED" ? "" : plain(trial.reason ?? ""),
      ),
    },
  ];
  const lines = rows.map((_, row) => columns.map(({ cells }) => cells[row] ?? ""));
  return table(columns, lines, width);
}

function right(title: string, shrinks: boolean): Column {
  return { title: plain(title), align: "right", shrinks };
}

function left(title: string, shrinks: boolean): Column {
  return { title: plain(title), align: "left", shrinks };
}
