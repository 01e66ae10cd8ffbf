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

/** @throws {RunnerError} `INVALID_METADATA` for a trial that another runner deployed */
export function appRecordOf(
  { index, runMetadata }: BaseTrial<unknown>,
  scheduler: string,
): AppRecord {
  const record = runMetadata as JsonObject & Partial<AppRecord>;
  if (isRecord(record) && record.scheduler === scheduler) return record;
  const message =
    `Trial ${index}: its run metadata is not of an app on ${scheduler} that a TorchXRunner submitted; ` +
    `give the trial to the runner that deployed it.`;
  throw new RunnerError("INVALID_METADATA", message, { trialIndex: index });
}

function isRecord(record: Partial<AppRecord>): record is AppRecord {
  return (
    [
      record.torchxAppHandle,
      record.jobId,
      record.submissionKey,
      record.directory,
      record.logDirectory,
    ].every((text) => typeof text === "string") && Array.isArray(record.roles)
  );
}
