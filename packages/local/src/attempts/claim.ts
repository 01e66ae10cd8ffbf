import { isSubmissionKey } from "@runners/core";

/**
 * Who runs an attempt, and where: the supervisor, whose process id is that of its process group.
 * It is what `run` returns as metadata, and plain JSON.
 */
export type Claim = {
  readonly version: 1;
  /** The directory of the `LocalRunner`, without symbolic links. */
  readonly directory: string;
  readonly submissionKey: string;
  readonly trialIndex: number;
  readonly attempt: number;
  /** Process id of the supervisor; its group has the same number. */
  readonly pid: number;
  /** When that process started, in the words of the operating system. */
  readonly startTime: string;
  readonly hostName: string;
  readonly bootId: string;
  /** On Linux the namespace that the process id belongs to; elsewhere empty. */
  readonly pidNamespace: string;
};

/** The claim in a value that was read from somewhere, if it is one. */
export function asClaim(value: unknown): Claim | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const claim = value as Partial<Record<keyof Claim, unknown>>;
  const valid =
    claim.version === 1 &&
    Number.isSafeInteger(claim.trialIndex) &&
    Number.isSafeInteger(claim.attempt) &&
    // 0 and 1 would mean one's own group, and everybody's.
    Number.isSafeInteger(claim.pid) &&
    (claim.pid as number) > 1 &&
    [
      claim.directory,
      claim.submissionKey,
      claim.startTime,
      claim.hostName,
      claim.bootId,
      claim.pidNamespace,
    ].every((text) => typeof text === "string") &&
    isSubmissionKey(claim.submissionKey as string);
  return valid ? (claim as Claim) : undefined;
}
