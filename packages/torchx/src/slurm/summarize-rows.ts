import { phaseOf, type SlurmPhase } from "./slurm-state.ts";
import type { SlurmRow } from "./slurm-row.ts";

/** What the components of one job come to. */
export type RowsSummary = {
  /** Undefined: Slurm says something that is not known. */
  readonly phase: SlurmPhase | undefined;
  /** The row that decides. */
  readonly row: SlurmRow;
};

/** The first of these that any component is in is the job's. */
const order: readonly (SlurmPhase | undefined)[] = [
  "running",
  undefined,
  "elsewhere",
  "interrupted",
  "waiting",
  "failed",
  "cancelled",
  "completed",
];

/** Sums up what `squeue` or `sacct` says of a job; undefined: nothing. */
export function summarizeRows(rows: readonly SlurmRow[]): RowsSummary | undefined {
  const [first] = rows
    .map((row) => ({ phase: phaseOf(row.state), row }))
    .toSorted((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase));
  return first;
}
