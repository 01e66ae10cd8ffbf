import type { Clock } from "../../clock/clock.ts";
import { systemClock } from "../../clock/system-clock.ts";
import { checkOptions } from "../../options/check-options.ts";
import type { OptionRules } from "../../options/option-rules.ts";
import { RunnerError } from "../../runner-error.ts";
import type { CallOptions, Runner } from "../../runner.ts";
import type { BaseTrial } from "../../trial.ts";
import { wrapRunner } from "../../wrap-runner.ts";
import type { Fault, FaultableMember } from "./fault.ts";
import type { FaultCall, FaultPlan } from "./fault-plan.ts";

/** Each member, and which of its arguments the options are. */
const optionsAt: Readonly<Record<FaultableMember, number>> = {
  run: 1,
  runMultiple: 1,
  pollTrialStatus: 1,
  pollTrialDetails: 1,
  pollAvailableCapacity: 0,
  stop: 1,
  stopMultiple: 1,
  findSubmission: 2,
  waitForChange: 1,
  fetchResults: 1,
  readLogs: 1,
};

const planRule = { is: "function", give: "a function that gives a fault, or undefined" } as const;
const planRules = Object.fromEntries(
  Object.keys(optionsAt).map((member) => [member, planRule]),
) as OptionRules<FaultPlan>;
const runnerRules: OptionRules<{ readonly runner: Runner }> = {
  runner: { is: "runner", give: "a Runner", required: true },
};
const rules: OptionRules<{ readonly clock?: Clock }> = {
  clock: { is: "clock", give: "a Clock" },
};

/**
 * The same runner, with things going wrong by plan. It keeps the capabilities of the one it wraps;
 * a call that the plan leaves alone works as before.
 *
 * @param options.clock what a `delay` waits on; default the system's
 * @throws {RunnerError} `INVALID_ARGUMENT` for a member or an option that it does not know
 */
export function withFaults<R extends Runner>(
  runner: R,
  plan: FaultPlan,
  options: { readonly clock?: Clock } = {},
): R {
  checkOptions("withFaults", { runner }, runnerRules);
  checkOptions("The plan of withFaults", plan, planRules);
  checkOptions("withFaults", options, rules);
  const { clock = systemClock } = options;
  const overrides: Partial<Record<FaultableMember, (...args: unknown[]) => unknown>> = {};
  for (const member of Object.keys(optionsAt) as FaultableMember[]) {
    let calls = 0;
    overrides[member] = (...args) => {
      // An iterator can be gone over once: the runner gets what the plan has seen.
      if (isIterable(args[0])) args[0] = [...args[0]];
      const faulty: FaultyCall = {
        member,
        clock,
        signal: (args[optionsAt[member]] as CallOptions | undefined)?.signal,
        make: () => (runner[member] as (...args: unknown[]) => unknown)(...args),
      };
      const call: FaultCall = { trialIndices: indicesIn(args[0]), call: (calls += 1) };
      const fault = plan[member]?.(call) as Fault<unknown> | undefined;
      return member === "readLogs" ? lines(faulty, fault) : answer(faulty, fault);
    };
  }
  return wrapRunner(runner, overrides as Partial<Runner>);
}

type FaultyCall = {
  readonly member: FaultableMember;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly make: () => unknown;
};

async function answer(call: FaultyCall, fault: Fault<unknown> | undefined): Promise<unknown> {
  await before(call, fault);
  if (fault?.type === "replace") return fault.answer;
  const value = await call.make();
  if (fault?.type === "change") return fault.change(value);
  await after(call, fault);
  return value;
}

async function* lines(
  call: FaultyCall,
  fault: Fault<unknown> | undefined,
): AsyncGenerator<string, void, void> {
  await before(call, fault);
  yield* linesOf(call, fault);
  await after(call, fault);
}

function linesOf(call: FaultyCall, fault: Fault<unknown> | undefined): AsyncIterable<string> {
  if (fault?.type === "replace") return fault.answer as AsyncIterable<string>;
  const made = call.make();
  return (fault?.type === "change" ? fault.change(made) : made) as AsyncIterable<string>;
}

/** What happens before the call. One that waits ends when aborted; the call then sees the signal. */
async function before(
  { clock, signal }: FaultyCall,
  fault: Fault<unknown> | undefined,
): Promise<void> {
  if (fault?.type === "fail-before") throw fault.error;
  if (fault?.type === "hang-before") await aborted(signal);
  if (fault?.type === "delay") await clock.sleep(fault.delayMs, { signal }).catch(() => undefined);
}

/** What happens between the call and its answer. */
async function after(
  { member, signal }: FaultyCall,
  fault: Fault<unknown> | undefined,
): Promise<void> {
  if (fault?.type === "fail-after") throw fault.error;
  if (fault?.type !== "hang-after") return;
  await aborted(signal);
  // A batch gives the outcomes that it has.
  if (member === "runMultiple") return;
  if (member !== "run") throw signal?.reason;
  throw new RunnerError("SUBMISSION_UNKNOWN", "The answer of run was lost; look the trial up.", {
    cause: signal?.reason,
  });
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}

function indicesIn(subject: unknown): number[] {
  const trials = isIterable(subject) ? [...subject] : [subject];
  return trials
    .filter((trial): trial is BaseTrial => isObject(trial) && "index" in trial)
    .map(({ index }) => index);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
