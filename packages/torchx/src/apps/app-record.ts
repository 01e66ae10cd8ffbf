import { RunnerError, type BaseTrial, type JsonObject } from "@runners/core";
import type { SchedulerCfgValue } from "../client/submission.ts";

/** What the runner keeps of a submitted app in the run metadata of its trial. */
export type AppRecord = {
  /** `scheduler://session/app id`. */
  readonly torchxAppHandle: string;
  readonly torchxTrackerBase: string;
  readonly scheduler: string;
  /** TorchX's app id: on a cluster its job id. */
  readonly jobId: string;
  readonly submissionKey: string;
  /** Absolute path of the folder of the submission, with its records where it is wrapped. */
  readonly directory: string;
  /** Absolute path of the folder with its logs; `""` where only TorchX knows them. */
  readonly logDirectory: string;
  readonly wrapped: boolean;
  readonly roles: readonly { readonly name: string; readonly replicas: number }[];
  /** The session that a local app lives with; `""` where apps live on. */
  readonly session: string;
};

/** An app that may have been submitted: all but what the scheduler gave it. */
export type ExpectedApp = Omit<AppRecord, "torchxAppHandle" | "jobId"> & {
  /** Where Kubernetes would list it, as its run options say; afterwards its id tells. */
  readonly namespace?: SchedulerCfgValue | undefined;
};

/** @throws {RunnerError} `INVALID_METADATA` for a trial that another runner deployed, or that was never run */
export function appRecordOf(
  { index, runMetadata }: Pick<BaseTrial<unknown>, "index" | "runMetadata">,
  scheduler: string,
): AppRecord {
  // A store may have kept anything.
  const record = (runMetadata as JsonObject | undefined) ?? {};
  const wrong = wrongField(record, scheduler);
  if (wrong === undefined) return record as AppRecord;
  const given = record[wrong];
  const value = given === undefined ? "missing" : JSON.stringify(given).slice(0, 100);
  const message =
    `Trial ${index}: its run metadata is not of an app on ${scheduler} that a TorchXRunner submitted: ` +
    `${wrong} is ${value}; give the trial to the runner that deployed it.`;
  throw new RunnerError("INVALID_METADATA", message, { trialIndex: index });
}

/** The ids that an app may have: what is none would make a call fail for all that it asks for. */
const ids: { readonly [scheduler: string]: RegExp } = {
  kubernetes: /^[^:]+:[^:]+$/,
  slurm: /^\d{1,18}$/,
};

function wrongField(record: JsonObject, scheduler: string): keyof AppRecord | undefined {
  const { jobId, torchxAppHandle: handle } = record;
  const start = `${scheduler}://`;
  const isRight: { readonly [field in keyof AppRecord]: boolean } = {
    scheduler: record["scheduler"] === scheduler,
    jobId: isText(jobId) && (ids[scheduler] ?? /./).test(jobId),
    torchxAppHandle:
      isText(handle) &&
      isText(jobId) &&
      handle.startsWith(start) &&
      handle.slice(start.length).endsWith(`/${jobId}`),
    torchxTrackerBase: isText(record["torchxTrackerBase"]),
    submissionKey: isText(record["submissionKey"]),
    directory: isText(record["directory"]),
    logDirectory: isText(record["logDirectory"]),
    wrapped: typeof record["wrapped"] === "boolean",
    roles: Array.isArray(record["roles"]) && record["roles"].every(isRole),
    session: isText(record["session"]),
  };
  return (Object.keys(isRight) as (keyof AppRecord)[]).find((field) => !isRight[field]);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRole(role: unknown): boolean {
  if (typeof role !== "object" || role === null) return false;
  const { name, replicas } = role as { readonly name?: unknown; readonly replicas?: unknown };
  return isText(name) && Number.isSafeInteger(replicas) && Number(replicas) >= 0;
}
