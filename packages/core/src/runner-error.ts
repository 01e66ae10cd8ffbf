/** Registered, so that every copy of this package marks its errors with the same symbol. */
const marker = Symbol.for("@runners/core/RunnerError");

/**
 * What went wrong, for the caller to decide on.
 *
 * | code | meaning | what the caller may do |
 * |---|---|---|
 * | `INVALID_ARGUMENT` | an option or setting is wrong, whatever the trial; nothing was started | mend it |
 * | `INVALID_TRIAL` | this runner cannot deploy this trial; nothing was started | give up the trial |
 * | `INVALID_METADATA` | the run metadata is not this runner's | mend the store |
 * | `INVALID_RESULTS` | the trial wrote results that cannot be read | the trial has no data |
 * | `UNSUPPORTED` | this platform or backend cannot do it, whatever the trial; nothing was started | choose another |
 * | `DEADLINE_PASSED` | `notAfterMs` had passed; nothing was started | submit anew |
 * | `NO_CAPACITY` | the backend refused for want of room; nothing was started | ask again later |
 * | `BACKEND` | the backend failed or refused; `run` started nothing | ask again later |
 * | `SUBMISSION_UNKNOWN` | `run` cannot say whether the backend has the job | look it up by its key |
 * | `TIMEOUT` | a query was given up; `run` uses `SUBMISSION_UNKNOWN` instead | retry a query |
 * | `STORE` | what is recorded cannot be read or written; what was written is kept | mend the store |
 * | `NOT_OWNER` | another driver owns the experiment | leave it to that one |
 */
export type RunnerErrorCode =
  | "INVALID_ARGUMENT"
  | "INVALID_TRIAL"
  | "INVALID_METADATA"
  | "INVALID_RESULTS"
  | "UNSUPPORTED"
  | "DEADLINE_PASSED"
  | "NO_CAPACITY"
  | "BACKEND"
  | "SUBMISSION_UNKNOWN"
  | "TIMEOUT"
  | "STORE"
  | "NOT_OWNER";

/**
 * The one error class of all runners. The message names the thing, the value received and the
 * remedy; `cause` is what was caught, where something was.
 *
 * Recognise it with {@link RunnerError.is}, not `instanceof`: two copies of this package may be
 * installed at once.
 */
export class RunnerError extends Error {
  override readonly name = "RunnerError";
  readonly code: RunnerErrorCode;
  /** The trial it concerns, if it concerns one. */
  readonly trialIndex: number | undefined;

  constructor(
    code: RunnerErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly trialIndex?: number } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.trialIndex = options.trialIndex;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `error` is a `RunnerError` of any copy of this package, and has this code if one is given. */
  static is(error: unknown, code?: RunnerErrorCode): error is RunnerError {
    return (
      error instanceof Error &&
      Reflect.get(error, marker) === true &&
      (code === undefined || (error as RunnerError).code === code)
    );
  }
}
