import type { CallOptions, Runner } from "@runners/core";

type Member =
  | "pollTrialStatus"
  | "pollTrialDetails"
  | "pollAvailableCapacity"
  | "findSubmission"
  | "fetchResults"
  | "stop"
  | "stopMultiple";

/** The members that may be called again without harm, and which of their arguments the options are. */
const optionsAt: Readonly<Record<Member, number>> = {
  pollTrialStatus: 1,
  pollTrialDetails: 1,
  pollAvailableCapacity: 0,
  findSubmission: 2,
  fetchResults: 1,
  stop: 1,
  stopMultiple: 1,
};

/** One call of a query or of a stop. */
export type Call = {
  readonly member: Member;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** Makes the call, with this signal in place of the caller's. */
  readonly make: (signal: AbortSignal | undefined) => Promise<unknown>;
};

/**
 * For `wrapRunner`: the queries and stops of the runner, each made by `around`. It may make a call
 * as often as it likes, and gives its answer; trials that come as an iterator can be gone over again.
 */
export function aroundCalls(
  runner: Runner,
  around: (call: Call) => Promise<unknown>,
): Partial<Runner> {
  const overrides = Object.entries(optionsAt).map(([name, at]) => {
    const member = name as Member;
    const override = (...args: readonly unknown[]): Promise<unknown> => {
      const [subject, ...rest] = args;
      const again = isIterable(subject) ? [[...subject], ...rest] : args;
      const options = args[at] as CallOptions | undefined;
      return around({
        member,
        signal: options?.signal,
        make: (signal) =>
          (runner[member] as (...args: readonly unknown[]) => Promise<unknown>)(
            ...again.slice(0, at),
            { ...options, signal },
          ),
      });
    };
    return [member, override];
  });
  return Object.fromEntries(overrides) as Partial<Runner>;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
