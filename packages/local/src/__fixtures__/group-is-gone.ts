import { systemClock, type Trial } from "@runners/core";
import { asClaim } from "../attempts/claim.ts";
import { thisMachine } from "../processes/this-machine.ts";

/** Resolves once no process of the trial's group lives; a test that hangs here has found one. */
export async function groupIsGone({ runMetadata }: Trial): Promise<void> {
  const { processes } = await thisMachine();
  const claim = asClaim(runMetadata);
  if (claim === undefined) throw new Error("the trial was not run");
  while ((await processes.groupMembers(claim.pid)).length > 0) await systemClock.sleep(5);
}
