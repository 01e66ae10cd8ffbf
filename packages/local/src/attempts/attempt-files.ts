import { join } from "node:path";

/** The files of one attempt. */
export type AttemptFiles = {
  readonly directory: string;
  readonly parameters: string;
  readonly results: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Who runs it: a link to one of the {@link AttemptFiles.supervisor} records. Never changes. */
  readonly claim: string;
  /** The program's process id; written immediately before it starts. */
  readonly pid: string;
  /** That it is to be stopped, and why. */
  readonly stop: string;
  /** That it was told to end because its time limit had passed. */
  readonly overdue: string;
  /** How it ended. Never changes. */
  readonly exit: string;
  /** Exists while it runs, in a directory shared by all attempts. */
  readonly live: string;
  /** Appears when it has ended, in a directory shared by all attempts. */
  readonly ended: string;
  /** The record of a supervisor that may claim the attempt, by its process id. */
  supervisor(pid: number): string;
};

/** Where the files of an attempt are, in the directory of a `LocalRunner`. */
export function attemptFiles(root: string, submissionKey: string): AttemptFiles {
  const directory = join(root, "attempts", submissionKey);
  return {
    directory,
    parameters: join(directory, "parameters.json"),
    results: join(directory, "results.json"),
    stdout: join(directory, "stdout.log"),
    stderr: join(directory, "stderr.log"),
    claim: join(directory, "claim"),
    pid: join(directory, "pid"),
    stop: join(directory, "stop.json"),
    overdue: join(directory, "overdue"),
    exit: join(directory, "exit.json"),
    live: join(root, "live", submissionKey),
    ended: join(root, "ended", submissionKey),
    supervisor: (pid) => join(directory, `supervisor-${pid}`),
  };
}
