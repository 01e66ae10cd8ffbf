import { RunnerError } from "@runners/core";

/**
 * A value as it is stored.
 * @param what it is, to begin a sentence with
 * @throws {RunnerError} `INVALID_ARGUMENT` for one that JSON cannot hold
 */
export function toJson(what: string, value: object): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new RunnerError(
      "INVALID_ARGUMENT",
      `${what} is not plain JSON, so nothing was stored: ${said}. Give the metadata and details of a runner as plain data.`,
      { cause },
    );
  }
}
