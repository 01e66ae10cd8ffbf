import { stat } from "node:fs/promises";
import type { CallOptions, SubmissionLookup } from "@runners/core";
import type { AppRecord, ExpectedApp } from "../apps/app-record.ts";
import { foundApp } from "../apps/found-app.ts";
import { logPath } from "../apps/log-path.ts";
import { cancelJobs } from "../slurm/cancel-jobs.ts";
import { findJobs } from "../slurm/find-jobs.ts";
import { jobName } from "../slurm/job-name.ts";
import { lookAtJobs } from "../slurm/look-at-jobs.ts";
import type { SlurmOptions } from "../slurm/slurm-options.ts";
import type { AppVerdict, Backend } from "./backend.ts";

/** How far back a submission is looked for. */
const longestAgeMs = 30 * 86_400_000;

/** Slurm, asked by its own commands: TorchX's reading of `squeue --json` is wrong with some versions. */
export class SlurmBackend implements Backend {
  readonly #options: SlurmOptions;

  constructor(options: SlurmOptions) {
    this.#options = options;
  }

  async look(
    apps: readonly AppRecord[],
    { signal }: CallOptions,
  ): Promise<ReadonlyMap<string, AppVerdict>> {
    const jobs = apps.map((app) => {
      const [role] = app.roles;
      return {
        jobId: app.jobId,
        name: jobName(app.submissionKey),
        directory: app.wrapped ? app.directory : undefined,
        errorLog: role && logPath(app, { role: role.name, replica: 0, stream: "stderr" }),
        roles: app.roles,
      };
    });
    const verdicts = await lookAtJobs(jobs, this.#options, signal);
    return new Map(
      apps.flatMap((app) => {
        const verdict = verdicts.get(app.jobId);
        return verdict === undefined ? [] : [[app.submissionKey, verdict] as const];
      }),
    );
  }

  async stop(
    apps: readonly AppRecord[],
    { signal }: CallOptions & { readonly force: boolean },
  ): Promise<void> {
    await cancelJobs(
      apps.map(({ jobId }) => jobId),
      this.#options,
      signal,
    );
  }

  async find(expected: ExpectedApp, { signal }: CallOptions): Promise<SubmissionLookup> {
    const { submissionKey, directory, wrapped } = expected;
    const nowMs = this.#options.clock.now();
    // The folder is made before the submission.
    const made = await stat(directory).catch(() => undefined);
    const found = await findJobs(
      {
        submissionKey,
        directory: wrapped ? directory : undefined,
        sinceMs: Math.min(nowMs, made?.birthtimeMs || nowMs - longestAgeMs),
        nowMs,
      },
      this.#options,
      signal,
    );
    if (found.outcome !== "found") return found;
    const [first, ...others] = found.jobIds;
    const recordOf = (jobId: string): AppRecord => foundApp(expected, `slurm://torchx/${jobId}`);
    return { outcome: "found", found: [recordOf(first), ...others.map(recordOf)] };
  }
}
