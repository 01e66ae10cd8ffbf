import { join } from "node:path";
import { systemProcesses, type SubmissionLookup } from "@runners/core";
import { namesIn } from "../names-in.ts";
import type { Machine } from "../processes/this-machine.ts";
import { readIfPresent } from "../read-if-present.ts";
import { attemptFiles } from "./attempt-files.ts";
import { asClaim } from "./claim.ts";
import { readClaim } from "./read-claim.ts";
import { messageOf } from "../message-of.ts";

/**
 * What was run under a submission key. A driver may have been killed just before its supervisor
 * claims the attempt; that supervisor is on record, so it is only absent once none of these lives.
 */
export async function lookUpSubmission(
  directory: string,
  submissionKey: string,
  machine: Machine,
): Promise<SubmissionLookup> {
  const files = attemptFiles(directory, submissionKey);
  try {
    const claim = await readClaim(files);
    if (claim !== undefined) return { outcome: "found", found: [claim] };
    const undecided = await aboutToClaim(files.directory, machine);
    if (undecided !== undefined) return { outcome: "unknown", reason: undecided };
    // One that lived a moment ago may have claimed it before it ended.
    const late = await readClaim(files);
    if (late !== undefined) return { outcome: "found", found: [late] };
  } catch (error) {
    const why = messageOf(error);
    return { outcome: "unknown", reason: `${files.directory} cannot be read: ${why}` };
  }
  return { outcome: "absent", evidence: `nobody has claimed ${files.claim}, and nobody can` };
}

/** Why a supervisor may still claim the attempt, if one may. */
async function aboutToClaim(directory: string, machine: Machine): Promise<string | undefined> {
  const names = await namesIn(directory);
  const records = await Promise.all(
    names
      .filter((name) => /^supervisor-\d+$/.test(name))
      .map(async (name) => asClaim(JSON.parse((await readIfPresent(join(directory, name))) ?? ""))),
  );
  const supervisors = records.filter((record) => record !== undefined);
  const elsewhere = supervisors.find(
    ({ bootId, hostName }) => bootId !== machine.bootId && hostName !== machine.hostName,
  );
  if (elsewhere !== undefined) return `it was submitted on ${elsewhere.hostName}`;
  const here = supervisors.filter(({ bootId }) => bootId === machine.bootId);
  const startTimes = await systemProcesses.starts(here.map(({ pid }) => pid));
  const alive = here.find(({ pid, startTime }) => startTimes.get(pid) === startTime);
  return alive && `the supervisor ${alive.pid} is about to claim it`;
}
