import { RunnerError, type BaseTrial } from "@runners/core";
import { appRecordOf, type AppRecord } from "./app-record.ts";

/** The apps of trials by index, and what is wrong with the trials that cannot be understood. */
export function appRecordsOf(
  trials: Iterable<Pick<BaseTrial<unknown>, "index" | "runMetadata">>,
  scheduler: string,
): { readonly apps: ReadonlyMap<number, AppRecord>; readonly error: RunnerError | undefined } {
  const apps = new Map<number, AppRecord>();
  const errors: RunnerError[] = [];
  for (const trial of trials) {
    try {
      apps.set(trial.index, appRecordOf(trial, scheduler));
    } catch (error) {
      if (!RunnerError.is(error)) throw error;
      errors.push(error);
    }
  }
  if (errors.length < 2) return { apps, error: errors[0] };
  const message = errors.map((error) => error.message).join(" ");
  const cause = new AggregateError(errors);
  return { apps, error: new RunnerError("INVALID_METADATA", message, { cause }) };
}
