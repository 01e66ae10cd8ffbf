import { VirtualClock } from "../../clock/virtual-clock.ts";
import type { Runner } from "../../runner.ts";
import type { PolledStatus } from "../../trial-status.ts";
import { wrapRunner } from "../../wrap-runner.ts";
import type { ConformanceCaseId } from "../conformance/conformance-cases.ts";
import type { ConformanceHarness } from "../conformance/conformance-harness.ts";
import { failedCases } from "../conformance/failed-cases.ts";
import type { FakeBackend } from "../fake-backend.ts";
import { FakeHarness, type FakeHarnessOptions } from "../fake-harness.ts";
import type { FakeRunner } from "../fake-runner.ts";
import { rewritePoll } from "../faults/rewrite-poll.ts";

/** A fake runner with one thing broken. */
export type BrokenRunner = {
  /** The members that are broken. Asked anew for each runner object. */
  readonly breaks: (
    runner: FakeRunner,
    backend: FakeBackend,
    time: VirtualClock,
  ) => Partial<Runner>;
  /** Other cases that cannot but see it too. */
  readonly also?: readonly ConformanceCaseId[];
  /** What the runner or its backend must be for it to show. */
  readonly given?: Pick<FakeHarnessOptions, "runner" | "backend">;
  /** Another harness than that of the fake, for it to show. */
  readonly open?: (wrap: NonNullable<FakeHarnessOptions["wrap"]>) => ConformanceHarness;
};

/** What a case catches, for each case of a section: a broken runner, or several. */
export type BrokenRunners<Id extends string> = {
  readonly [K in Id]: BrokenRunner | readonly BrokenRunner[];
};

/** Each broken runner, with the case that is to catch it. */
export function eachOf(
  broken: BrokenRunners<string>,
): readonly (readonly [string, BrokenRunner])[] {
  return Object.entries(broken).flatMap(([id, runners]) =>
    [runners].flat().map((runner): readonly [string, BrokenRunner] => [id, runner]),
  );
}

/** The cases that a broken runner fails. */
export async function casesThatCatch(broken: BrokenRunner): Promise<ReadonlySet<string>> {
  const { breaks, given = {}, open } = broken;
  const failed = await failedCases({
    create: () => {
      const clock = new VirtualClock({ startMs: 1_000_000 });
      const wrap = (runner: FakeRunner, backend: FakeBackend): Runner =>
        wrapRunner<Runner>(runner, breaks(runner, backend, clock));
      return open?.(wrap) ?? new FakeHarness({ ...given, clock, wrap });
    },
  });
  return new Set(failed.keys());
}

/** `pollTrialStatus` that says something else of some trials; see `rewritePoll`. */
export function polling(
  runner: Runner,
  rewrite: (index: number, status: PolledStatus) => PolledStatus | undefined,
): Pick<Runner, "pollTrialStatus"> {
  const fault = rewritePoll(rewrite);
  return {
    async pollTrialStatus(trials, options) {
      const answer = await runner.pollTrialStatus(trials, options);
      return fault.type === "change" ? fault.change(answer) : answer;
    },
  };
}

/** Never resolves; rejects with the signal's reason when aborted. */
export function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason as Error);
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });
}
