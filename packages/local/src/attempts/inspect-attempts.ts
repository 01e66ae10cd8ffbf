import { systemProcesses } from "@runners/core";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { hasEnvironment } from "../processes/has-environment.ts";
import { signalProcess } from "../processes/signal-process.ts";
import type { Machine } from "../processes/this-machine.ts";
import { isFileError } from "../is-file-error.ts";
import { readIfPresent } from "../read-if-present.ts";
import { writeFileOnce } from "../write-file-once.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { parseExitRecord, type ExitRecord } from "./exit-record.ts";
import { markEnded } from "./mark-ended.ts";
import { submissionKeyVariable } from "./submission-key-variable.ts";
import { messageOf } from "../message-of.ts";

/**
 * What is the case with an attempt.
 *
 * - `running`: its supervisor lives.
 * - `orphaned`: its supervisor was killed, and the program lives.
 * - `absent`: the directory is there and has no such attempt.
 * - `unknown`: it cannot be told from here.
 */
export type AttemptState =
  | { readonly state: "running" | "orphaned" | "absent" }
  | { readonly state: "ended"; readonly exit: ExitRecord }
  | { readonly state: "unknown"; readonly reason: string };

/** Tells what is the case with each attempt, by submission key; where one is lost, records its end. */
export async function inspectAttempts(
  claims: readonly Claim[],
  machine: Machine,
): Promise<ReadonlyMap<string, AttemptState>> {
  const states = new Map<string, AttemptState>();
  const unended: Claim[] = [];
  const settle = async (claim: Claim, look: () => Promise<AttemptState | undefined>) => {
    const state = await look().catch(inDoubt);
    if (state === undefined) unended.push(claim);
    else states.set(claim.submissionKey, state);
  };
  await Promise.all(claims.map((claim) => settle(claim, () => readEnd(claim))));
  const toAsk = unended.splice(0);
  const here = toAsk.filter((claim) => isHere(claim, machine));
  const startTimes = await systemProcesses.starts(here.map(({ pid }) => pid));
  await Promise.all(
    toAsk.map((claim) =>
      settle(claim, async () => {
        const lives = isHere(claim, machine) && startTimes.get(claim.pid) === claim.startTime;
        return lives ? { state: "running" } : withoutSupervisor(claim, machine);
      }),
    ),
  );
  return states;
}

/** What cannot be read of one attempt says nothing of it, nor of the others. */
function inDoubt(error: unknown): AttemptState {
  return { state: "unknown", reason: messageOf(error) };
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
  const { members, programLives } = isHere(claim, machine) ? await livingMembers(claim) : nobody;
  // Asked again: the end may have been recorded since, and by then surely is.
  const ended = await readEnd(claim);
  if (ended !== undefined) return ended;
  if (programLives) return { state: "orphaned" };
  // The supervisor would have ended what its program left behind.
  for (const pid of members) signalProcess(pid, "SIGKILL");

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

type Members = { readonly members: readonly number[]; readonly programLives: boolean };

const nobody: Members = { members: [], programLives: false };

/**
 * What lives of the attempt. A group's number may be in use again, so a member must show that it is
 * the attempt's. As long as it is not known which is the program, each of them may be.
 */
async function livingMembers(claim: Claim): Promise<Members> {
  const group = await systemProcesses.groupMembers(claim.pid);
  if (group.length === 0) return nobody;
  const files = attemptFiles(claim.directory, claim.submissionKey);
  const program = Number(await readIfPresent(files.pid));
  const members = group.filter(
    (pid) => pid === program || hasEnvironment(pid, submissionKeyVariable, claim.submissionKey),
  );
  return { members, programLives: program > 0 ? members.includes(program) : members.length > 0 };
}

async function absence(claim: Claim): Promise<AttemptState> {
  try {
    // A directory of its own: the place of a disk that is not mounted is there, and empty.
    await stat(dirname(attemptFiles(claim.directory, claim.submissionKey).directory));
    return { state: "absent" };
  } catch (error) {
    if (!isFileError(error, "ENOENT", "ENOTDIR")) throw error;
    return { state: "unknown", reason: `the attempts of ${claim.directory} are not there` };
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
