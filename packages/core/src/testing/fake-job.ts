import type { Observation } from "../trial-results.ts";

/** The words of a {@link FakeBackend} for the state of a job. */
export type FakeJobState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A job as a {@link FakeBackend} tells of it. Each change makes a new object. */
export type FakeJob = {
  readonly id: string;
  readonly key: string | undefined;
  readonly trialIndex: number;
  readonly attempt: number;
  /** A {@link FakeJobState}, unless the test made the backend say something else. */
  readonly state: string;
  readonly submittedAtMs: number;
  /** From when on the backend admits to having the job. */
  readonly visibleAtMs: number;
  readonly startedAtMs?: number;
  readonly finishedAtMs?: number;
  readonly exitCode?: number;
  readonly reason?: string;
  /** How often the state has changed. */
  readonly revision: number;
  readonly observations: readonly Observation[];
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
};

const ended: ReadonlySet<string> = new Set<FakeJobState>(["SUCCEEDED", "FAILED", "CANCELLED"]);

/** Whether the job has ended, whatever word the backend was made to say since. */
export function hasEnded(job: FakeJob): boolean {
  return job.finishedAtMs !== undefined || ended.has(job.state);
}
