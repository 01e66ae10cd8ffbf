import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { RunnerError, wrapRunner, type RunMetadata } from "@runners/core";
import { ClusterRunner, type ClusterRunnerOptions } from "../cluster/cluster-runner.ts";

const program = fileURLToPath(new URL("submit-main.ts", import.meta.url));

/** What a submitter is told to do, as JSON in its one argument. */
export type SubmitterPlan = {
  readonly options: ClusterRunnerOptions;
  /** Milliseconds for which it dawdles before it looks at the time and submits. */
  readonly delayMs: number;
  readonly trial: { readonly index: number; readonly attempt: number };
  readonly submissionKey: string;
  readonly notAfterMs: number;
};

/**
 * A runner that submits through a process of its own, as runners do that call a cluster's command.
 * That process outlives this one, and takes its time.
 */
export function withSubmitter(
  options: ClusterRunnerOptions,
  delayMs: number,
  onStarted: (pid: number) => void,
): ClusterRunner {
  return wrapRunner(new ClusterRunner(options), {
    async run({ index, attempt }, { submissionKey = "", notAfterMs = Infinity, signal } = {}) {
      const plan: SubmitterPlan = {
        options,
        delayMs,
        trial: { index, attempt },
        submissionKey,
        notAfterMs,
      };
      const submitter = spawn(
        process.execPath,
        ["--conditions=@runners/source", program, JSON.stringify(plan)],
        { detached: true, stdio: ["ignore", "pipe", "ignore"] },
      );
      submitter.once("spawn", () => onStarted(submitter.pid ?? 0));
      const unknown = (cause: unknown): RunnerError =>
        new RunnerError("SUBMISSION_UNKNOWN", `The submitter of trial ${index} did not answer.`, {
          cause,
        });
      try {
        const said = text(submitter.stdout);
        await once(submitter, "exit", { signal });
        const answer = JSON.parse(await said) as { runMetadata?: RunMetadata };
        if (answer.runMetadata !== undefined) return answer.runMetadata;
      } catch (error) {
        throw unknown(error);
      }
      throw unknown(undefined);
    },
  });
}
