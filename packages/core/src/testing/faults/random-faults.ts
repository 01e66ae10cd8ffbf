import { checkOptions } from "../../options/check-options.ts";
import type { OptionRules } from "../../options/option-rules.ts";
import { RunnerError } from "../../runner-error.ts";
import type { PolledStatuses } from "../../runner.ts";
import type { Fault, FaultableMember } from "./fault.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { rewritePoll } from "./rewrite-poll.ts";

/** How often things go wrong, as shares from 0 to 1. Each defaults to 0: never. */
export type FaultRates = {
  /** Of the calls: those that fail and were not made. */
  readonly failBefore?: number;
  /** Of the calls: those that fail and were made; `run` then with `SUBMISSION_UNKNOWN`. */
  readonly failAfter?: number;
  /** Of the trials in a poll: those that it says `UNKNOWN` of. */
  readonly unknown?: number;
  /** Of the trials in a poll: those that it leaves out. */
  readonly leftOut?: number;
  /** Of the trials in a poll: those that it says `MISSING` of. */
  readonly missing?: number;
};

const share = {
  is: (value: unknown) => typeof value === "number" && value >= 0 && value <= 1,
  give: "a number from 0 to 1",
};
const rules: OptionRules<FaultRates> = {
  failBefore: share,
  failAfter: share,
  unknown: share,
  leftOut: share,
  missing: share,
};

const queries: readonly FaultableMember[] = [
  "pollTrialStatus",
  "pollTrialDetails",
  "pollAvailableCapacity",
  "findSubmission",
  "waitForChange",
  "fetchResults",
];
const commands: readonly FaultableMember[] = ["run", "runMultiple", "stop", "stopMultiple"];

/**
 * A plan for `withFaults` that leaves it to chance. Equal sources of randomness and equal calls meet
 * equal faults.
 *
 * @param random uniform in [0, 1), seeded for a test that is to be repeated
 * @param members those that it strikes; default all but `readLogs`
 * @throws {RunnerError} `INVALID_ARGUMENT` for a rate that it does not know, or that is no share
 */
export function randomFaults(
  random: () => number,
  rates: FaultRates,
  members: readonly FaultableMember[] = [...queries, ...commands],
): FaultPlan {
  checkOptions("randomFaults", rates, rules);
  const plan: { [M in FaultableMember]?: () => Failure | undefined } = {};
  for (const member of members) plan[member] = () => failure(member, random(), rates);
  if (!members.includes("pollTrialStatus")) return plan;
  return {
    ...plan,
    pollTrialStatus: () => failure("pollTrialStatus", random(), rates) ?? blur(random, rates),
  };
}

type Failure = Extract<Fault<never>, { readonly error: unknown }>;

function failure(member: FaultableMember, dice: number, rates: FaultRates): Failure | undefined {
  const { failBefore = 0, failAfter = 0 } = rates;
  if (dice < failBefore) {
    const error = new RunnerError("BACKEND", `${member} fails by chance, and was not made.`);
    return { type: "fail-before", error };
  }
  if (dice >= failBefore + failAfter) return undefined;
  const code = member.startsWith("run") ? "SUBMISSION_UNKNOWN" : "TIMEOUT";
  const error = new RunnerError(code, `${member} fails by chance, and was made.`);
  return { type: "fail-after", error };
}

function blur(random: () => number, rates: FaultRates): Fault<PolledStatuses> {
  const { unknown = 0, leftOut = 0, missing = 0 } = rates;
  return rewritePoll((_, status) => {
    const dice = random();
    if (dice < unknown) return "UNKNOWN";
    if (dice < unknown + leftOut) return undefined;
    return dice < unknown + leftOut + missing ? "MISSING" : status;
  });
}
