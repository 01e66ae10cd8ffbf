import { systemClock, systemProcesses, type Trial } from "@runners/core";
import { asClaim } from "../attempts/claim.ts";

/** Resolves once no process of the trial's group lives; a test that hangs here has found one. */
export async function groupIsGone({ runMetadata }: Trial): Promise<void> {
  const claim = asClaim(runMetadata);
  if (claim === undefined) throw new Error("the trial was not run");
  while ((await systemProcesses.groupMembers(claim.pid)).length > 0) await systemClock.sleep(5);
}
