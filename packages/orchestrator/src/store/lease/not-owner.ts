import { RunnerError } from "@runners/core";
import type { Owner } from "../experiment-store.ts";
import { describeOwner } from "./describe-owner.ts";

/** The refusal of a write by a driver that does not own the store, or does no more. */
export function notOwner(name: string, owner: Owner | undefined, nowMs: number): RunnerError {
  const whose =
    owner === undefined
      ? "nobody owns it now; acquire it first"
      : `${describeOwner(owner, nowMs)} owns it; leave it to that one`;
  return new RunnerError("NOT_OWNER", `${name} is not this driver's: ${whose}.`);
}
