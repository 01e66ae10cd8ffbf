import type { RunnerError } from "@runners/core";

/** Whether no trial is to blame, but what the runner was given: a person has to mend that. */
export function isFault({ code }: RunnerError): boolean {
  return code === "INVALID_ARGUMENT" || code === "UNSUPPORTED";
}
