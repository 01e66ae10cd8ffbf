import type { SlurmRow } from "./slurm-row.ts";

/** The rows of each job, its components in order; of two of one component, the last. */
export function rowsByJob(rows: readonly SlurmRow[]): ReadonlyMap<string, readonly SlurmRow[]> {
  const jobs = new Map<string, Map<number, SlurmRow>>();
  for (const row of rows) {
    const components = jobs.get(row.jobId) ?? new Map<number, SlurmRow>();
    jobs.set(row.jobId, components.set(row.component, row));
  }
  return new Map(
    [...jobs].map(([jobId, components]) => [
      jobId,
      [...components.values()].toSorted((a, b) => a.component - b.component),
    ]),
  );
}
