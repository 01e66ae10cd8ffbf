import assert from "node:assert/strict";
import { isTerminal } from "../../../trial-status.ts";
import { checkAbort, rejection } from "../check-abort.ts";
import type { ConformanceCases } from "../conformance-case.ts";
import { statusIn, type Rig } from "../rig.ts";

export type WaitCaseId =
  | "wait/wakes"
  | "wait/no-lost-wake-up"
  | "wait/before-first-poll"
  | "wait/only-asked"
  | "wait/rests"
  | "wait/abort"
  | "wait/beside-others";

type Trial = Parameters<Rig["deployed"]>[0];

/** `waitForChange`: a hint that loses nothing and does not cry wolf. */
export const waitCases: ConformanceCases<WaitCaseId> = {
  "wait/wakes": {
    says: "waitForChange resolves when a trial ends, and names it or all",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      const [others, trial] = await twoAtRest(rig);
      const waiting = rig.member("waitForChange")([others, trial]);
      await rig.settle();
      await rig.finish(trial);
      await wakeUntilEnded(rig, [others, trial], trial, waiting);
    },
  },
  "wait/no-lost-wake-up": {
    says: "waitForChange resolves at once where a trial has ended since it was polled",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      await rig.pollUntil(trial, "RUNNING");
      await rest(rig, [trial]);
      await rig.finish(trial);
      // Nobody waits while it ends.
      await rig.settle(5);
      await wakeUntilEnded(rig, [trial], trial, rig.member("waitForChange")([trial]));
    },
  },
  "wait/before-first-poll": {
    says: "waitForChange resolves at once for a trial that was not polled through this object",
    member: "waitForChange",
    async check(rig) {
      const trial = await rig.deploy(0, "completes");
      const named = await rig.soon(rig.member("waitForChange")([trial]), "waitForChange");
      assert.ok(named === undefined || named.has(0), "it does not name the trial");
    },
  },
  "wait/only-asked": {
    says: "waitForChange names only trials that it was asked about",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      const trials = [await rig.deploy(0, "completes"), await rig.deploy(1, "completes")];
      for (const trial of trials) await rig.pollUntil(trial, "RUNNING");
      for (const trial of trials) await rig.finish(trial);
      const asked = trials.filter(({ index }) => index === 1);
      // Whether it wakes at all is the business of other cases.
      const controller = new AbortController();
      const { signal } = controller;
      const waiting = rig
        .member("waitForChange")(asked, { signal })
        .catch(() => undefined);
      await rig.settle(5);
      controller.abort();
      const named = await rig.soon(waiting, "waitForChange that was aborted");
      const strangers = [...(named ?? [])].filter((index) => index !== 1);
      assert.deepEqual(strangers, []);
    },
  },
  "wait/rests": {
    says: "waitForChange waits while nothing changes",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      await rest(rig, [await rig.running(0)]);
    },
  },
  "wait/abort": {
    says: "aborted waitForChange rejects with the signal's reason, also while it waits",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      const trial = await rig.running(0);
      const wait = rig.member("waitForChange");
      await checkAbort(rig, (signal) => wait([trial], { signal }));
      await rest(rig, [trial]);
      const controller = new AbortController();
      const reason = new Error("waited long enough");
      const waiting = wait([trial], { signal: controller.signal });
      const rejected = rejection(rig, waiting, "waitForChange");
      controller.abort(reason);
      assert.equal(await rejected, reason);
    },
  },
  "wait/beside-others": {
    says: "waitForChange goes on waiting where others, begun before and after, are aborted",
    member: "waitForChange",
    needs: ["finish"],
    async check(rig) {
      const [others, trial] = await twoAtRest(rig);
      const wait = rig.member("waitForChange");
      const controller = new AbortController();
      const { signal } = controller;
      const aborted = [wait([others, trial], { signal })];
      const waiting = wait([trial]);
      aborted.push(wait([others, trial], { signal }));
      // What a broken one rejects before it is asked for is told all the same.
      void Promise.allSettled([...aborted, waiting]);
      await rig.settle();
      controller.abort();
      await rig.soon(Promise.allSettled(aborted), "waitForChange that was aborted");
      await rig.finish(trial);
      await wakeUntilEnded(rig, [trial], trial, waiting);
    },
  },
};

/** Two trials that run and are polled: one goes on, the other completes once it is finished. */
async function twoAtRest(rig: Rig): Promise<readonly [Trial, Trial]> {
  const others = await rig.running(0);
  const trial = await rig.deploy(1, "completes");
  await rig.pollUntil(trial, "RUNNING");
  await rest(rig, [others, trial]);
  return [others, trial];
}

/** Polls what it is woken for, until it waits while nothing changes. */
async function rest(rig: Rig, trials: readonly Trial[]): Promise<void> {
  for (let wakes = 0; wakes < 10; wakes += 1) {
    await rig.runner.pollTrialStatus(trials);
    const controller = new AbortController();
    const woken = rig
      .member("waitForChange")(trials, { signal: controller.signal })
      .then(
        () => true,
        () => false,
      );
    await rig.settle(3);
    controller.abort();
    if (!(await rig.soon(woken, "waitForChange that was aborted"))) return;
  }
  assert.fail("it wakes again and again, and nothing has changed");
}

/** Polls what it is woken for, until the trial is reported to have ended. */
async function wakeUntilEnded(
  rig: Rig,
  trials: readonly Trial[],
  trial: Trial,
  first: Promise<ReadonlySet<number> | undefined>,
): Promise<void> {
  let waiting = first;
  for (;;) {
    const named = await rig.soon(waiting, "waitForChange");
    const polled = trials.filter(({ index }) => named?.has(index) ?? true);
    if (isTerminal(statusIn(await rig.runner.pollTrialStatus(polled), trial.index))) return;
    waiting = rig.member("waitForChange")(trials);
  }
}
