import { stat } from "node:fs/promises";
import type { Machine } from "../processes/this-machine.ts";
import { isFileError } from "../is-file-error.ts";
import { readIfPresent } from "../read-if-present.ts";
import { writeFileOnce } from "../write-file-once.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { parseExitRecord, type ExitRecord } from "./exit-record.ts";
import { markEnded } from "./mark-ended.ts";
import { submissionKeyVariable } from "./submission-key-variable.ts";

/**
 * What is the case with an attempt.
 *
 * - `running`: its supervisor lives.
 * - `orphaned`: its supervisor was killed, and something of it (`members`) lives.
 * - `absent`: the directory is there and has no such attempt.
 * - `unknown`: it cannot be told from here.
 */
export type AttemptState =
  | { readonly state: "running" | "absent" }
  | { readonly state: "orphaned"; readonly members: readonly number[] }
  | { readonly state: "ended"; readonly exit: ExitRecord }
  | { readonly state: "unknown"; readonly reason: string };

/** Tells what is the case with each attempt, by submission key; where one is lost, records its end. */
export async function inspectAttempts(
  claims: readonly Claim[],
  machine: Machine,
): Promise<ReadonlyMap<string, AttemptState>> {
  const states = new Map<string, AttemptState>();
  const unended: Claim[] = [];
  await Promise.all(
    claims.map(async (claim) => {
      const ended = await readEnd(claim);
      if (ended === undefined) unended.push(claim);
      else states.set(claim.submissionKey, ended);
    }),
  );
  const here = unended.filter((claim) => isHere(claim, machine));
  const startTimes = await machine.processes.startTimes(here.map(({ pid }) => pid));
  await Promise.all(
    unended.map(async (claim) => {
      const lives = isHere(claim, machine) && startTimes.get(claim.pid) === claim.startTime;
      const state: AttemptState = lives
        ? { state: "running" }
        : await withoutSupervisor(claim, machine);
      states.set(claim.submissionKey, state);
    }),
  );
  return states;
}

function isHere(claim: Claim, machine: Machine): boolean {
  return claim.bootId === machine.bootId && claim.pidNamespace === machine.pidNamespace;
}

async function readEnd(claim: Claim): Promise<AttemptState | undefined> {
  const text = await readIfPresent(attemptFiles(claim.directory, claim.submissionKey).exit);
  if (text === undefined) return undefined;
  const exit = parseExitRecord(text);
  if (exit !== undefined) return { state: "ended", exit };
  return { state: "unknown", reason: `its exit.json cannot be read: ${text.slice(0, 200)}` };
}

/** The supervisor does not live, and there was no exit record before that was found. */
async function withoutSupervisor(claim: Claim, machine: Machine): Promise<AttemptState> {
  const members = isHere(claim, machine) ? await livingMembers(claim, machine) : [];
  // Asked again: the end may have been recorded since, and by then surely is.
  const ended = await readEnd(claim);
  if (ended !== undefined) return ended;
  if (members.length > 0) return { state: "orphaned", members };

  const files = attemptFiles(claim.directory, claim.submissionKey);
  if ((await readIfPresent(files.claim)) === undefined) return absence(claim);
  let evidence = "the supervisor was killed, and no process of its group is left";
  if (!isHere(claim, machine)) {
    if (claim.hostName !== machine.hostName) {
      const reason = `it was started on ${claim.hostName}, which cannot be seen from ${machine.hostName}`;
      return { state: "unknown", reason };
    }
    evidence =
      claim.bootId === machine.bootId
        ? "the container that it ran in was started anew"
        : "the machine was started anew";
  }
  return recordLoss(claim, evidence);
}

/** A group's number may be in use again, so a member must show that it is the attempt's. */
async function livingMembers(claim: Claim, { processes }: Machine): Promise<readonly number[]> {
  const members = await processes.groupMembers(claim.pid);
  if (members.length === 0) return [];
  const files = attemptFiles(claim.directory, claim.submissionKey);
  const program = Number(await readIfPresent(files.pid));
  const ours = await Promise.all(
    members.map(
      async (pid) =>
        pid === program ||
        (await processes.hasEnvironment(pid, submissionKeyVariable, claim.submissionKey)),
    ),
  );
  return members.filter((_, i) => ours[i]);
}

async function absence(claim: Claim): Promise<AttemptState> {
  try {
    await stat(claim.directory);
    return { state: "absent" };
  } catch (error) {
    if (!isFileError(error, "ENOENT", "ENOTDIR")) throw error;
    return { state: "unknown", reason: `the directory ${claim.directory} is not there` };
  }
}

/** Whoever comes first records the end, so that all agree on it ever after. */
async function recordLoss(claim: Claim, evidence: string): Promise<AttemptState> {
  const files = attemptFiles(claim.directory, claim.submissionKey);
  const exit: ExitRecord = { state: "lost", code: 0, stopped: false, evidence };
  try {
    await writeFileOnce(files.exit, `${JSON.stringify(exit)}\n`);
    await markEnded(files);
  } catch {
    // A file system that takes no record: the proof holds all the same.
  }
  return (await readEnd(claim)) ?? { state: "ended", exit };
}
