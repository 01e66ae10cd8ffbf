import { RunnerError } from "@runners/core";
import { remedyForDamage } from "./remedy-for-damage.ts";

/** The error for a store that SQLite can read, but that does not hold what it should. */
export function damagedStore(path: string, what: string, cause?: unknown): RunnerError {
  const message = `The store ${path} is damaged: ${what}. ${remedyForDamage}.`;
  return new RunnerError("STORE", message, cause === undefined ? {} : { cause });
}
