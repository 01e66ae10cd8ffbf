import { RunnerError } from "./runner-error.ts";
import { isSubmissionKey } from "./is-submission-key.ts";

/** @throws {RunnerError} `INVALID_ARGUMENT` for what is not a submission key */
export function checkSubmissionKey(key: string): string {
  if (isSubmissionKey(key)) return key;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `submissionKey is ${JSON.stringify(key)}; give 1 to 40 of the characters a-z, 0-9 and "-".`,
  );
}
