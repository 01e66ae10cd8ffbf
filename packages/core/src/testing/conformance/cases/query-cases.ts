import assert from "node:assert/strict";
import type { TrialResults } from "../../../trial-results.ts";
import { checkAbort } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import type { Rig } from "../rig.ts";

export type QueryCaseId =
  | "capacity/number"
  | "capacity/exhausted"
  | "capacity/abort"
  | "details/only-asked"
  | "details/types"
  | "details/failure-reason"
  | "details/unmapped-word"
  | "details/abort"
  | "results/final"
  | "results/observations"
  | "results/running"
  | "results/abort";

type Trial = Parameters<Rig["deployed"]>[0];

/** What else can be asked: capacity, details and results. */
export const queryCases: ConformanceCases<QueryCaseId> = {
  "capacity/number": {
    says: "the capacity is a whole number from 0, or Infinity",
    member: "pollAvailableCapacity",
    async check(rig) {
      await assertCapacity(rig);
      await rig.deploy(0, "completes");
      await assertCapacity(rig);
      await rig.completed(1);
      await assertCapacity(rig);
    },
  },
  "capacity/exhausted": {
    says: "a backend that takes no more has the capacity 0",
    member: "pollAvailableCapacity",
    needs: ["exhaust"],
    async check(rig) {
      await rig.hook("exhaust")();
      assert.equal(await rig.member("pollAvailableCapacity")(), 0);
    },
  },
  "capacity/abort": {
    says: "an aborted pollAvailableCapacity rejects with the signal's reason",
    member: "pollAvailableCapacity",
    async check(rig) {
      const poll = rig.member("pollAvailableCapacity");
      await checkAbort(rig, (signal) => poll({ signal }));
    },
  },
  "details/only-asked": {
    says: "details are those of the trials asked for",
    member: "pollTrialDetails",
    async check(rig) {
      await rig.deploy(0, "completes");
      const asked = await rig.deploy(1, "completes");
      const details = await rig.member("pollTrialDetails")([asked].values());
      assert.deepEqual(
        [...details.keys()].filter((index) => index !== 1),
        [],
      );
    },
  },
  "details/types": {
    says: "details have the types of the contract, and no trial ends before it starts",
    member: "pollTrialDetails",
    async check(rig) {
      const trial = await rig.completed(0);
      const details = (await rig.member("pollTrialDetails")([trial])).get(0);
      assert.ok(details !== undefined, "there are none of a trial that has completed");
      const { backendState, reason, exitCode, startedAtMs, finishedAtMs } = details;
      for (const text of [backendState, reason])
        assert.ok(["undefined", "string"].includes(typeof text));
      for (const number of [exitCode, startedAtMs, finishedAtMs]) {
        assert.ok(number === undefined || Number.isFinite(number), `${number} is no number`);
      }
      const order = (startedAtMs ?? -Infinity) <= (finishedAtMs ?? Infinity);
      assert.ok(order, `it ended at ${finishedAtMs}, and started at ${startedAtMs}`);
    },
  },
  "details/failure-reason": {
    says: "the details of a trial that failed give a reason",
    member: "pollTrialDetails",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.failed(0);
      const details = (await rig.member("pollTrialDetails")([trial])).get(0);
      assert.ok((details?.reason ?? "").trim() !== "", "there is none");
    },
  },
  "details/unmapped-word": {
    says: "details keep the backend's own word where it has no row",
    member: "pollTrialDetails",
    needs: ["reportUnmapped", "finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const word = await rig.hook("reportUnmapped")(trial);
      await rig.until(`the backend's word should be ${word}`, async () => {
        const details = await rig.member("pollTrialDetails")([trial]);
        return details.get(0)?.backendState === word;
      });
    },
  },
  "details/abort": {
    says: "aborted pollTrialDetails rejects with the signal's reason",
    member: "pollTrialDetails",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const poll = rig.member("pollTrialDetails");
      await checkAbort(rig, (signal) => poll([trial], { signal }));
    },
  },
  "results/final": {
    says: "the results of a trial that has completed are final, and stay the same",
    member: "fetchResults",
    async check(rig) {
      const trial = await rig.completed(0);
      const results = await rig.member("fetchResults")(trial);
      assert.equal(results.final, true);
      assert.deepEqual(await rig.member("fetchResults")(trial), results);
    },
  },
  "results/observations": {
    says: "a trial that has completed has observations, each with a metric and finite numbers",
    member: "fetchResults",
    async check(rig) {
      const trial = await rig.completed(0);
      const { observations } = await rig.member("fetchResults")(trial);
      assert.notEqual(observations.length, 0, "there are none");
      assertObservations(trial, observations);
    },
  },
  "results/running": {
    says: "the results of a trial that runs are not final",
    member: "fetchResults",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const results = await rig.member("fetchResults")(trial);
      assert.equal(results.final, false);
      assertObservations(trial, results.observations);
    },
  },
  "results/abort": {
    says: "aborted fetchResults rejects with the signal's reason",
    member: "fetchResults",
    async check(rig) {
      const trial = await rig.completed(0);
      const fetch = rig.member("fetchResults");
      await checkAbort(rig, (signal) => fetch(trial, { signal }));
    },
  },
};

async function assertCapacity(rig: Rig): Promise<void> {
  const capacity = await rig.member("pollAvailableCapacity")();
  const whole = Number.isInteger(capacity) || capacity === Infinity;
  assert.ok(whole && capacity >= 0, `it is ${capacity}`);
}

function assertObservations(trial: Trial, observations: TrialResults["observations"]): void {
  const names = new Set(trial.arms.map(({ name }) => name));
  for (const { armName, metric, mean, sem = 0, step = 0 } of observations) {
    assert.ok(typeof metric === "string" && metric !== "", `the metric is ${metric}`);
    const numbers = [mean, sem, step];
    assert.ok(numbers.every(Number.isFinite) && sem >= 0, `${metric}: ${numbers.join(", ")}`);
    assert.ok(armName === undefined || names.has(armName), `${armName} is no arm of the trial`);
  }
}
