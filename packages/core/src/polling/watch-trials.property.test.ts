import * as fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../__fixtures__/seeded.ts";
import { Watching } from "../__fixtures__/watching.ts";
import { randomFaults } from "../testing/faults/random-faults.ts";
import { rewritePoll } from "../testing/faults/rewrite-poll.ts";
import { withFaults } from "../testing/faults/with-faults.ts";
import type { FaultPlan } from "../testing/faults/fault-plan.ts";
import type { FakeJobState } from "../testing/fake-job.ts";
import { makeTrial } from "../testing/make-trial.ts";
import { isTerminal, type TrialStatus } from "../trial-status.ts";

/** What becomes of a job, step by step, each some time after the one before. */
type History = {
  readonly queueMs: number;
  readonly steps: readonly { readonly afterMs: number; readonly step: "requeue" | "start" }[];
  readonly end: {
    readonly afterMs: number;
    readonly type: "completed" | "failed" | "stopped" | "forgotten";
  };
};

const ms = (max: number): fc.Arbitrary<number> => fc.nat(max);
const history: fc.Arbitrary<History> = fc.record({
  queueMs: fc.oneof(fc.constant(0), ms(60_000)),
  steps: fc.array(
    fc.record({ afterMs: ms(60_000), step: fc.constantFrom("requeue" as const, "start" as const) }),
    { maxLength: 5 },
  ),
  end: fc.record({
    afterMs: ms(120_000),
    type: fc.constantFrom("completed", "failed", "stopped", "forgotten"),
  }),
});

/** What goes wrong on the way from the backend to the watcher. */
const trouble = fc.record({
  hints: fc.boolean(),
  /** When the backend cannot be reached. */
  outages: fc.array(fc.record({ atMs: ms(200_000), forMs: ms(90_000) }), { maxLength: 3 }),
  failBefore: fc.double({ min: 0, max: 0.3, noNaN: true }),
  failAfter: fc.double({ min: 0, max: 0.3, noNaN: true }),
  /** What polls say of trials instead of the truth, one after another; `honest` says the truth. */
  lies: fc.array(fc.constantFrom("honest", "UNKNOWN", "MISSING", "left out"), { maxLength: 6 }),
  seed: fc.nat(),
});

const watchOptions = fc.record({
  initialIntervalMs: fc.integer({ min: 100, max: 5_000 }),
  backoffFactor: fc.double({ min: 1.2, max: 3, noNaN: true }),
  maxIntervalMs: fc.integer({ min: 5_000, max: 20_000 }),
  jitter: fc.double({ min: 0, max: 0.5, noNaN: true }),
});

const statusOf: Readonly<Record<FakeJobState, TrialStatus>> = {
  QUEUED: "STAGED",
  RUNNING: "RUNNING",
  SUCCEEDED: "COMPLETED",
  FAILED: "FAILED",
  CANCELLED: "ABANDONED",
};

test("every trial ends as it truly did, and nothing is told that is not so", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: 1, maxLength: 6 }),
      trouble,
      watchOptions,
      async (histories, { outages, lies, seed, hints, ...rates }, options) => {
        const watching = new Watching({
          hints,
          queueMs: ({ trialIndex }) => histories[trialIndex]?.queueMs ?? 0,
        });
        const { backend } = watching;
        const random = seeded(seed);
        const truth = (index: number): TrialStatus | "lost" => {
          const job = backend.job(index);
          return job === undefined ? "lost" : statusOf[job.state as FakeJobState];
        };

        for (const [index, { queueMs, steps, end }] of histories.entries()) {
          const candidate = makeTrial({}, { index });
          const runMetadata = await watching.runner.run(candidate);
          watching.trials.push({ ...candidate, runMetadata });
          let atMs = queueMs;
          for (const { afterMs, step } of steps) {
            atMs += afterMs;
            watching.at(atMs, () => backend[step](index));
          }
          atMs += end.afterMs;
          watching.at(atMs, () => {
            if (end.type === "forgotten") backend.forget(index);
            else if (end.type === "stopped") backend.report(index, "CANCELLED");
            else backend.finish(index, { exitCode: end.type === "failed" ? 1 : 0 });
          });
        }
        for (const { atMs, forMs } of outages) {
          watching.at(atMs, () => backend.setReachable(false));
          watching.at(atMs + forMs, () => backend.setReachable(true));
        }

        // Lies about a trial come round; at the latest, every seventh poll of it is honest. Of one that
        // is gone there are none: only polls that agree show that it is lost.
        const told = new Map<number, number>();
        const faults: FaultPlan = randomFaults(random, rates, [
          "pollTrialDetails",
          "waitForChange",
        ]);
        const { pollTrialStatus: failure } = randomFaults(random, rates, ["pollTrialStatus"]);
        watching.runner = withFaults(watching.runner, {
          ...faults,
          pollTrialStatus: (call) => {
            const fault = failure?.(call);
            if (fault?.type !== "change") return fault;
            return rewritePoll((index, status) => {
              const polls = told.get(index) ?? 0;
              told.set(index, polls + 1);
              const lie = (status !== "MISSING" && lies[polls % (lies.length + 1)]) || "honest";
              if (lie === "left out") return undefined;
              return lie === "honest" ? status : lie;
            });
          },
        });

        const ended = new Set<number>();
        const untrue: string[] = [];
        const grace = { unknownGraceMs: 30_000, missingGraceMs: 3_000_000 };
        for await (const event of watching.watch({ ...options, ...grace, random })) {
          if (event.type === "poll-failed" || event.type === "poll-recovered") continue;
          const { index } = event.trial;
          if (ended.has(index)) untrue.push(`${event.type} of trial ${index}, which has ended`);
          if (event.type !== "status" && event.type !== "lost") continue;
          // A poll takes no time here, so that what it tells is so when it is told.
          const status = event.type === "lost" ? "lost" : event.to;
          if (status !== truth(index)) untrue.push(`${status} of trial ${index}: ${truth(index)}`);
          if (status === "lost" || isTerminal(status)) ended.add(index);
        }
        expect(untrue).toEqual([]);
        expect(ended.size).toBe(histories.length);
      },
    ),
    { numRuns: 1_000 },
  );
});
