import { RunnerError, type Clock, type StopOptions } from "@runners/core";
import { signalProcess } from "../processes/signal-process.ts";
import type { Machine } from "../processes/this-machine.ts";
import { writeFileAtomically } from "../write-file-atomically.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { inspectAttempts, type AttemptState } from "./inspect-attempts.ts";
import type { StopRequest } from "./stop-request.ts";

/** Killed processes are gone within milliseconds; for so many looks somebody waits to see it. */
const looks = 100;
const lookEveryMs = 10;

/**
 * Ends an attempt that runs. The request is written down before the signal is sent: it stands for a
 * signal that comes before the program has started, and tells a stop from another death.
 */
export async function stopAttempt(
  claim: Claim,
  { reason, force = false }: StopOptions,
  machine: Machine,
  clock: Clock,
): Promise<void> {
  const state = await inspect(claim, machine);
  if (state.state === "ended" || state.state === "absent") return;
  const { pid, submissionKey, trialIndex } = claim;
  if (state.state === "unknown") {
    const message = `Trial ${trialIndex} was not stopped, because ${state.reason}.`;
    throw new RunnerError("BACKEND", message, { trialIndex });
  }
  const request: StopRequest = reason === undefined ? {} : { reason };
  const files = attemptFiles(claim.directory, submissionKey);
  await writeFileAtomically(files.stop, `${JSON.stringify(request)}\n`);
  // Without a supervisor nobody keeps the grace period.
  if (!force && state.state === "running") {
    signalProcess(-pid, "SIGTERM");
    // One that is suspended would not heed it.
    signalProcess(-pid, "SIGCONT");
    return;
  }
  signalProcess(-pid, "SIGKILL");
  // No supervisor is left to record the end: looking at it does.
  for (let left = looks; left > 0; left -= 1) {
    if ((await inspect(claim, machine)).state === "ended") return;
    await clock.sleep(lookEveryMs);
  }
}

async function inspect(claim: Claim, machine: Machine): Promise<AttemptState> {
  const states = await inspectAttempts([claim], machine);
  return states.get(claim.submissionKey) ?? { state: "unknown", reason: "it was not looked at" };
}
