import { RunnerError } from "@runners/core";

/** Whether it is a submission key: `[a-z0-9-]{1,40}`. Such a key is also safe as a file's name. */
export function isSubmissionKey(key: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(key);
}

/** @throws {RunnerError} `INVALID_ARGUMENT` for what is not a submission key */
export function checkSubmissionKey(key: string): string {
  if (isSubmissionKey(key)) return key;
  throw new RunnerError(
    "INVALID_ARGUMENT",
    `submissionKey is ${JSON.stringify(key)}; give 1 to 40 of the characters a-z, 0-9 and "-".`,
  );
}
