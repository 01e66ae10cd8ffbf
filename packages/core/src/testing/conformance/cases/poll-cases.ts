import assert from "node:assert/strict";
import { RunnerError } from "../../../runner-error.ts";
import type { PolledStatuses } from "../../../runner.ts";
import { isDeployed, isTerminal, TrialStatus } from "../../../trial-status.ts";
import { checkAbort } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { deepFreeze } from "../deep-freeze.ts";
import { statusIn } from "../rig.ts";

export type PollCaseId =
  | "poll/keeps-trials"
  | "poll/one-pass"
  | "poll/empty"
  | "poll/once-each"
  | "poll/only-asked"
  | "poll/known-words"
  | "poll/never-sleeps"
  | "poll/keeps-time"
  | "poll/instant"
  | "poll/runs"
  | "poll/completes"
  | "poll/fails"
  | "poll/terminal-final"
  | "poll/never-run"
  | "poll/abort";

const words: ReadonlySet<string> = new Set([...Object.values(TrialStatus), "UNKNOWN", "MISSING"]);

/** Rules 1, 4 and 8: a poll is one pass that changes nothing, and its plain answers. */
export const pollCases: ConformanceCases<PollCaseId> = {
  "poll/keeps-trials": {
    says: "a poll does not change the trials that it is given",
    async check(rig) {
      const trial = deepFreeze(await rig.deploy(0, "completes"));
      await rig.poll(trial);
      await rig.finish(trial);
      await rig.pollUntil(trial, "COMPLETED");
    },
  },
  "poll/one-pass": {
    says: "a poll goes over the trials once: an iterator will do",
    async check(rig) {
      const trials = [await rig.deploy(0, "completes"), await rig.deploy(1, "completes")];
      for (const trial of trials) await rig.finish(trial);
      await rig.until("a poll of an iterator should report all its trials", async () => {
        const answer = await rig.runner.pollTrialStatus(trials.values());
        return trials.every(({ index }) => isTerminal(statusIn(answer, index)));
      });
    },
  },
  "poll/empty": {
    says: "a poll of no trials reports none",
    async check(rig) {
      await rig.deploy(0, "completes");
      assert.deepEqual(indicesOf(await rig.runner.pollTrialStatus([])), []);
    },
  },
  "poll/once-each": {
    says: "an index is reported once, also when it was asked for twice",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await rig.finish(trial);
      await rig.until("a poll of one trial, twice in it, should report it", async () => {
        const answer = await rig.runner.pollTrialStatus([trial, trial]);
        const times = indicesOf(answer).filter((index) => index === 0).length;
        assert.ok(times <= 1, `it is reported ${times} times`);
        return times === 1;
      });
    },
  },
  "poll/only-asked": {
    says: "only what was asked for is reported",
    async check(rig) {
      await rig.deploy(0, "completes");
      const asked = await rig.deploy(1, "completes");
      const answer = await rig.runner.pollTrialStatus([asked]);
      assert.deepEqual(
        indicesOf(answer).filter((index) => index !== 1),
        [],
      );
    },
  },
  "poll/known-words": {
    says: "every status is one of the contract",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const check = async (): Promise<void> => {
        const answer = await rig.runner.pollTrialStatus([trial]);
        for (const word of answer.keys()) assert.ok(words.has(word), `"${word}" is not a status`);
      };
      await check();
      await rig.finish(trial);
      for (let polls = 0; polls < 5; polls += 1) {
        await check();
        await rig.settle();
      }
    },
  },
  "poll/never-sleeps": {
    says: "a poll does not sleep",
    needs: ["clock"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const { sleeps } = await rig.soon(
        rig.hook("clock").watch(() => rig.runner.pollTrialStatus([trial])),
        "a poll",
      );
      assert.equal(sleeps, 0, "it slept");
    },
  },
  "poll/keeps-time": {
    says: "a poll does not move time",
    needs: ["clock"],
    concerns: ({ clock }) => clock === undefined || clock.movable,
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const clock = rig.hook("clock");
      const before = clock.now();
      await rig.poll(trial);
      assert.equal(clock.now(), before, "it moved time");
    },
  },
  "poll/instant": {
    says: "a trial of an instant runner has completed when run resolves",
    concerns: ({ instant }) => instant === true,
    async check(rig) {
      assert.equal(await rig.poll(await rig.deploy(0, "completes")), "COMPLETED");
    },
  },
  "poll/runs": {
    says: "a trial that runs is RUNNING, and does not end by being polled",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "runs");
      await rig.pollUntil(trial, "RUNNING");
      for (let polls = 0; polls < 5; polls += 1) {
        await rig.settle();
        const status = await rig.poll(trial);
        assert.ok(isDeployed(status) || status === "UNKNOWN", `it became ${status}`);
      }
    },
  },
  "poll/completes": {
    says: "a trial that ends well becomes COMPLETED",
    async check(rig) {
      await rig.completed(0);
    },
  },
  "poll/fails": {
    says: "a trial that ends badly becomes FAILED, and stays so",
    needs: ["finish"],
    async check(rig) {
      await rig.pollSome(await rig.failed(0), (status) => {
        assert.ok(status === "FAILED" || status === "UNKNOWN", `FAILED became ${status}`);
      });
    },
  },
  "poll/terminal-final": {
    says: "an ended trial stays so: later polls agree or have no news",
    async check(rig) {
      await rig.pollSome(await rig.completed(0), (status) => {
        assert.ok(status === "COMPLETED" || status === "UNKNOWN", `COMPLETED became ${status}`);
      });
    },
  },
  "poll/never-run": {
    says: "a trial that was never run is not reported as deployed or ended, whoever is polled with it",
    concerns: ({ instant }) => instant !== true,
    async check(rig) {
      const stranger = rig.harness.makeTrial(0, "completes");
      const trial = await rig.completed(1);
      for (let polls = 0; polls < 3; polls += 1) {
        const answer = await rig.runner
          .pollTrialStatus([stranger, trial])
          .catch((error: unknown) => {
            // Better than a guess; the caller's store is wrong, and it says so.
            if (RunnerError.is(error, "INVALID_METADATA")) return new Map();
            throw error;
          });
        const status = statusIn(answer, 0);
        assert.ok(!isDeployed(status) && !isTerminal(status), `it is reported as ${status}`);
      }
    },
  },
  "poll/abort": {
    says: "an aborted poll rejects with the signal's reason, and changes nothing",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await checkAbort(rig, (signal) => rig.runner.pollTrialStatus([trial], { signal }));
      await rig.finish(trial);
      await rig.pollUntil(trial, "COMPLETED");
    },
  },
};

function indicesOf(answer: PolledStatuses): number[] {
  return [...answer.values()].flatMap((indices) => [...indices]);
}
