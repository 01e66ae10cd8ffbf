import {
  RunnerError,
  systemClock,
  wrapRunner,
  type BaseTrial,
  type Clock,
  type OptionRules,
  type Runner,
  type RunOutcome,
} from "@runners/core";
import { checkWrapper } from "./check-wrapper.ts";
import { inRange } from "./in-range.ts";
import { LiveTrials, type TakenSlot } from "./live-trials.ts";

export type MaxLiveTrialsOptions = {
  /** How many trials may be live at once: a whole number from 1, or `Infinity`. */
  readonly maxLiveTrials: number;
  /** A trial that has been `MISSING` for this long is not counted any more. Default 60,000 ms. */
  readonly missingGraceMs?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
};

const rules: OptionRules<MaxLiveTrialsOptions> = {
  maxLiveTrials: { is: "number", give: "a whole number of at least 1", required: true },
  missingGraceMs: { is: "number", give: "milliseconds" },
  clock: { is: "clock", give: "a Clock" },
};

/**
 * The runner with a cap on the trials that it has live at once: at the cap, `run` rejects with
 * `NO_CAPACITY`, `runMultiple` defers, and `pollAvailableCapacity` is 0. A runner without
 * `pollAvailableCapacity` stays without: there it is `run` that refuses, and `runAll` that defers.
 *
 * A trial is live from the call of `run` until it is refused, a poll says that it has ended, it has
 * been `MISSING` for `missingGraceMs`, or `findSubmission` says that it is absent. One that may have
 * been submitted counts. After a restart, a trial counts once a poll says that it is deployed, so
 * poll what is known before anything is run.
 *
 * The count is that of this object: hand the same one to everybody who shares the cap. Experiments
 * that share it need different names.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for what is no runner, or an option that it does not know or
 *   that is out of range
 */
export function withMaxLiveTrials<R extends Runner>(runner: R, options: MaxLiveTrialsOptions): R {
  checkWrapper("withMaxLiveTrials", runner, options, rules);
  const { clock = systemClock } = options;
  const max = inRange("maxLiveTrials", options.maxLiveTrials, { least: 1, whole: true });
  const graceMs = inRange("missingGraceMs", options.missingGraceMs ?? 60_000, { least: 0 });
  const live = new LiveTrials(max, graceMs);
  const full = `${max} of at most ${max} trials (maxLiveTrials) are live; ask again when one has ended.`;
  return wrapRunner(runner, {
    async run(trial, runOptions = {}) {
      runOptions.signal?.throwIfAborted();
      const slot = live.take(trial, clock.monotonic());
      if (slot === undefined) {
        const message = `Trial ${trial.index} was not deployed: ${full}`;
        throw new RunnerError("NO_CAPACITY", message, { trialIndex: trial.index });
      }
      try {
        const runMetadata = await runner.run(trial, runOptions);
        slot.started();
        return runMetadata;
      } catch (error) {
        if (RunnerError.is(error, "SUBMISSION_UNKNOWN")) slot.started();
        else slot.notStarted();
        throw error;
      }
    },

    async runMultiple(trials, runOptions) {
      const outcomes = new Map<number, RunOutcome>();
      const admitted: { readonly trial: BaseTrial<unknown>; readonly slot: TakenSlot }[] = [];
      for (const trial of trials) {
        const slot = live.take(trial, clock.monotonic());
        if (slot === undefined) outcomes.set(trial.index, { outcome: "deferred", reason: full });
        else admitted.push({ trial, slot });
      }
      let answer: ReadonlyMap<number, RunOutcome> | undefined;
      try {
        const admittedTrials = admitted.map(({ trial }) => trial);
        if (admitted.length > 0) answer = await runner.runMultiple?.(admittedTrials, runOptions);
      } finally {
        for (const { trial, slot } of admitted) {
          const outcome = answer?.get(trial.index);
          if (outcome !== undefined) outcomes.set(trial.index, outcome);
          // Without an outcome it may be deployed.
          const refused = outcome?.outcome === "deferred" || outcome?.outcome === "rejected";
          if (refused) slot.notStarted();
          else slot.started();
        }
      }
      return outcomes;
    },

    async pollAvailableCapacity(callOptions) {
      const capacity = (await runner.pollAvailableCapacity?.(callOptions)) ?? Infinity;
      return Math.min(capacity, live.free(clock.monotonic()));
    },

    async pollTrialStatus(trials, callOptions) {
      const asked = new Map(Array.from(trials, (trial) => [trial.index, trial]));
      const polled = await runner.pollTrialStatus(asked.values(), callOptions);
      for (const [status, indices] of polled) {
        for (const index of indices) {
          const trial = asked.get(index);
          if (trial !== undefined) live.heard(trial, status, clock.monotonic());
        }
      }
      return polled;
    },

    async findSubmission(trial, submissionKey, callOptions) {
      const lookup = await runner.findSubmission?.(trial, submissionKey, callOptions);
      if (lookup?.outcome === "absent") live.absent(trial);
      return lookup ?? { outcome: "unknown", reason: "The runner cannot look submissions up." };
    },
  });
}
