import { constants } from "node:os";
import { redact, tailOfLog, type TrialDetails } from "@runners/core";
import { modifiedAtMs } from "../modified-at-ms.ts";
import { readIfPresent } from "../read-if-present.ts";
import { readResults } from "../results/read-results.ts";
import { withFileSlot } from "../with-file-slot.ts";
import type { AttemptFiles } from "./attempt-files.ts";
import type { ExitRecord } from "./exit-record.ts";
import { parseStopRequest } from "./stop-request.ts";

/** What an attempt's end means. */
export type Verdict = {
  readonly status: "COMPLETED" | "FAILED" | "ABANDONED";
  readonly details: TrialDetails;
};

/**
 * What an attempt's end means: COMPLETED for exit code 0 with good results; ABANDONED where it was
 * asked to stop before it ended, whatever it then did; else FAILED, also where its time limit ended it.
 *
 * @param env variables whose values are in no reason
 */
export async function judgeEnd(
  files: AttemptFiles,
  exit: ExitRecord,
  env: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const [stopText, startedAtMs, finishedAtMs] = await Promise.all([
    readIfPresent(files.stop),
    modifiedAtMs(files.pid),
    modifiedAtMs(files.exit),
  ]);
  const known: TrialDetails = {
    ...(startedAtMs !== undefined && exit.state !== "spawn-failed" && { startedAtMs }),
    // Who finds a loss cannot say when it happened.
    ...(finishedAtMs !== undefined && exit.state !== "lost" && { finishedAtMs }),
    ...(exit.state === "exited" && { exitCode: exit.code }),
  };
  if (
    stopText !== undefined &&
    (exit.stopped || exit.state === "stopped" || exit.state === "lost")
  ) {
    const { reason } = parseStopRequest(stopText);
    const why = reason === undefined ? "stopped" : `stopped: ${reason}`;
    const how = exit.state === "lost" ? "it was killed" : describe(exit);
    const backendState = exit.state === "lost" ? "killed" : "stopped";
    return { status: "ABANDONED", details: { ...known, backendState, reason: `${why} (${how})` } };
  }
  const problem = await findProblem(files, exit);
  if (problem === undefined) {
    return { status: "COMPLETED", details: { ...known, backendState: exit.state } };
  }
  const secrets = Object.entries(env);
  const text = redact(problem.text, secrets);
  const lines = await withFileSlot(() => tailOfLog(files.stderr, secrets));
  const reason = lines === "" ? text : `${text}\n${lines}`;
  return { status: "FAILED", details: { ...known, backendState: problem.word, reason } };
}

async function findProblem(
  files: AttemptFiles,
  exit: ExitRecord,
): Promise<{ readonly word: string; readonly text: string } | undefined> {
  const limitSeconds = exit.stopped ? await readIfPresent(files.overdue) : undefined;
  if (limitSeconds !== undefined) {
    const text = `ran for longer than its time limit of ${limitSeconds.trim()} s (${describe(exit)})`;
    return { word: "time-limit", text };
  }
  if (exit.state !== "exited" || exit.code !== 0) return { word: exit.state, text: describe(exit) };
  const results = await readResults(files.results);
  if (results === undefined) {
    const text = `exited with code 0, but wrote no results to ${files.results} (RUNNERS_RESULTS)`;
    return { word: "results-missing", text };
  }
  if ("observations" in results) return undefined;
  return {
    word: "results-malformed",
    text: `the results file ${files.results} ${results.problem}`,
  };
}

function describe({ state, code, evidence }: ExitRecord): string {
  switch (state) {
    case "exited":
      return `exited with code ${code}`;
    case "signalled":
      return `was ended by ${signalName(code)}`;
    case "spawn-failed":
      return "the program could not be started";
    case "stopped":
      return "it had not started";
    case "lost":
      return `ended without a record of how: ${evidence ?? "no process is left"}`;
  }
}

function signalName(number: number): string {
  const entry = Object.entries(constants.signals).find(([, value]) => value === number);
  return entry?.[0] ?? `signal ${number}`;
}
