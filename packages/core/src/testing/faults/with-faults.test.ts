import { describe, expect, test } from "vitest";
import { VirtualClock } from "../../clock/virtual-clock.ts";
import type { Runner } from "../../runner.ts";
import type { BaseTrial } from "../../trial.ts";
import { FakeBackend } from "../fake-backend.ts";
import { FakeRunner } from "../fake-runner.ts";
import { makeTrial } from "../make-trial.ts";
import { withoutMembers } from "../without-members.ts";
import type { FaultCall, FaultPlan } from "./fault-plan.ts";
import type { FaultableMember } from "./fault.ts";
import { rewritePoll } from "./rewrite-poll.ts";
import { withFaults } from "./with-faults.ts";

const error = new Error("on purpose");
const reason = new Error("aborted");

type Called = (runner: FakeRunner, signal?: AbortSignal) => Promise<unknown>;

/** A call of each member, with a signal if there is one. */
const calls: Readonly<Record<FaultableMember, Called>> = {
  run: (runner, signal) => runner.run(candidate(1), { signal }),
  runMultiple: (runner, signal) => runner.runMultiple([candidate(1)], { signal }),
  pollTrialStatus: (runner, signal) => runner.pollTrialStatus([deployed], { signal }),
  pollTrialDetails: (runner, signal) => runner.pollTrialDetails([deployed], { signal }),
  pollAvailableCapacity: (runner, signal) => runner.pollAvailableCapacity({ signal }),
  stop: (runner, signal) => runner.stop(deployed, { signal }),
  stopMultiple: (runner, signal) => runner.stopMultiple([deployed], { signal }),
  findSubmission: (runner, signal) => runner.findSubmission(deployed, "key", { signal }),
  waitForChange: (runner, signal) => runner.waitForChange([deployed], { signal }),
  fetchResults: (runner, signal) => runner.fetchResults(deployed, { signal }),
  readLogs: (runner, signal) => linesOf(runner.readLogs(deployed, { signal })),
};
const members = Object.keys(calls) as FaultableMember[];

function candidate(index: number): BaseTrial<unknown> {
  return makeTrial({}, { index });
}

const deployed = makeTrial({}, { runMetadata: { job: "job-1" } });

/** Each run is another job. */
function withoutJob(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer instanceof Map ? [...answer] : answer).replace(/job-\d/, ""),
  );
}

async function linesOf(lines: AsyncIterable<string>): Promise<string[]> {
  const read: string[] = [];
  for await (const line of lines) read.push(line);
  return read;
}

/** A fake runner with a job and faults, and how often each of its members was called within. */
async function faulty(plan: FaultPlan) {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock });
  const inner = new FakeRunner(backend);
  await inner.run(deployed, { submissionKey: "key" });
  backend.print(0, "a line");
  const made = new Map<PropertyKey, number>();
  const counting = new Proxy(inner, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        made.set(key, (made.get(key) ?? 0) + 1);
        return Reflect.apply(member, target, args);
      };
    },
  });
  return { runner: withFaults(counting, plan, { clock }), backend, clock, made, inner };
}

describe.each(members)("%s", (member) => {
  test("left alone, gives the answer of the runner", async () => {
    const { runner, made, inner } = await faulty({ [member]: () => undefined });
    const [answer, ofRunner] = [await calls[member](runner), await calls[member](inner)];
    expect(made.get(member)).toBe(1);
    expect(withoutJob(answer)).toEqual(withoutJob(ofRunner));
  });

  test("fails before: is not made", async () => {
    const { runner, made } = await faulty({ [member]: () => ({ type: "fail-before", error }) });
    await expect(calls[member](runner)).rejects.toBe(error);
    expect(made.get(member)).toBe(undefined);
  });

  test("fails after: is made", async () => {
    const { runner, made } = await faulty({ [member]: () => ({ type: "fail-after", error }) });
    await expect(calls[member](runner)).rejects.toBe(error);
    expect(made.get(member)).toBe(1);
  });

  test("is late", async () => {
    const { runner, made, clock } = await faulty({
      [member]: () => ({ type: "delay", delayMs: 250 }),
    });
    const calling = calls[member](runner);
    expect(made.get(member)).toBe(undefined);
    await calling;
    expect([clock.now(), made.get(member)]).toEqual([250, 1]);
  });

  test.each(["hang-before", "delay"] as const)(
    "%s, aborted: does what the runner does when aborted before",
    async (type) => {
      const plan = { [member]: () => ({ type, delayMs: Infinity }) };
      const { runner, made, inner, backend } = await faulty(plan);
      const controller = new AbortController();
      const calling = outcomeOf(calls[member](runner, controller.signal));
      expect(made.get(member)).toBe(undefined);
      controller.abort(reason);
      const aborted = await outcomeOf(calls[member](inner, AbortSignal.abort(reason)));
      expect(await calling).toEqual(aborted);
      expect(backend.ledger.length).toBe(1);
    },
  );

  test("is replaced: is not made", async () => {
    const answer = member === "readLogs" ? replacement() : "replaced";
    const { runner, made } = await faulty({ [member]: () => ({ type: "replace", answer }) });
    expect(await calls[member](runner)).toEqual(member === "readLogs" ? ["replaced"] : "replaced");
    expect(made.get(member)).toBe(undefined);
  });
});

async function* replacement(): AsyncGenerator<string> {
  yield "replaced";
}

async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return { value: await promise };
  } catch (rejected) {
    return { rejected };
  }
}

describe("an answer that is lost", () => {
  const hang: FaultPlan = {
    run: () => ({ type: "hang-after" }),
    runMultiple: () => ({ type: "hang-after" }),
    stop: () => ({ type: "hang-after" }),
    pollTrialStatus: () => ({ type: "hang-after" }),
    readLogs: () => ({ type: "hang-after" }),
  };

  /** The outcome of a call that is aborted once it was made. */
  async function aborted(member: FaultableMember) {
    const { runner, made, backend } = await faulty(hang);
    const controller = new AbortController();
    const calling = outcomeOf(calls[member](runner, controller.signal));
    while (made.get(member) === undefined) await Promise.resolve();
    controller.abort(reason);
    return { outcome: await calling, backend };
  }

  test("of run, is SUBMISSION_UNKNOWN with the reason as its cause, and the job is there", async () => {
    const { outcome, backend } = await aborted("run");
    expect(outcome).toMatchObject({ rejected: { code: "SUBMISSION_UNKNOWN", cause: reason } });
    expect(backend.ledger.length).toBe(2);
  });

  test("of runMultiple, comes when it is aborted: it yields outcomes", async () => {
    const { outcome } = await aborted("runMultiple");
    const started = { outcome: "started", runMetadata: { job: "job-2" } };
    expect(outcome).toEqual({ value: new Map([[1, started]]) });
  });

  test.each(["stop", "pollTrialStatus", "readLogs"] as const)(
    "of %s, rejects with the reason",
    async (member) => {
      expect((await aborted(member)).outcome).toEqual({ rejected: reason });
    },
  );
});

describe("the plan", () => {
  test("is asked once for each call, with its trials and its number", async () => {
    const seen: [FaultableMember, FaultCall][] = [];
    const plan = Object.fromEntries(
      members.map((member) => [
        member,
        (call: FaultCall): undefined => {
          seen.push([member, call]);
        },
      ]),
    );
    const { runner } = await faulty(plan);
    await runner.pollTrialStatus([deployed, candidate(3)].values());
    await runner.pollAvailableCapacity();
    await runner.pollTrialStatus([]);
    await runner.findSubmission(candidate(5), "key");
    expect(seen).toEqual([
      ["pollTrialStatus", { trialIndices: [0, 3], call: 1 }],
      ["pollAvailableCapacity", { trialIndices: [], call: 1 }],
      ["pollTrialStatus", { trialIndices: [], call: 2 }],
      ["findSubmission", { trialIndices: [5], call: 1 }],
    ]);
  });

  test("lets the runner see all that was handed over, an iterator too", async () => {
    const { runner } = await faulty({ pollTrialStatus: () => undefined });
    const trials = [deployed, candidate(3)];
    expect(await runner.pollTrialStatus(trials.values())).toEqual(
      new Map([
        ["RUNNING", new Set([0])],
        ["MISSING", new Set([3])],
      ]),
    );
  });

  test("changes an answer: an id that is handed out twice", async () => {
    const { runner, backend } = await faulty({
      run: () => ({ type: "change", change: () => ({ job: "job-1" }) }),
    });
    expect(await runner.run(candidate(1))).toEqual({ job: "job-1" });
    expect(backend.ledger.length).toBe(2);
  });

  test("changes lines", async () => {
    const { runner } = await faulty({
      readLogs: () => ({ type: "change", change: shouted }),
    });
    expect(await linesOf(runner.readLogs(deployed))).toEqual(["A LINE"]);
  });

  test("strikes one call and leaves the next alone", async () => {
    const { runner } = await faulty({
      pollTrialStatus: ({ call }) => (call === 1 ? { type: "fail-before", error } : undefined),
    });
    await expect(runner.pollTrialStatus([deployed])).rejects.toBe(error);
    expect((await runner.pollTrialStatus([deployed])).has("RUNNING")).toBe(true);
  });
});

async function* shouted(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.toUpperCase();
}

test("capabilities stay as they are", () => {
  const all: Runner = withFaults(new FakeRunner(new FakeBackend()), {});
  for (const member of members) expect(typeof all[member]).toBe("function");
  expect(all.submissionGuarantee).toBe("exact");
  const few: Runner = withFaults(
    withoutMembers(new FakeRunner(new FakeBackend()), "stop", "readLogs"),
    { stop: () => ({ type: "fail-before", error }) },
  );
  expect("stop" in few).toBe(false);
  expect("readLogs" in few).toBe(false);
});

describe("rewritePoll", () => {
  test("says something else of some trials, leaves some out, and puts together what agrees", async () => {
    const { runner, inner } = await faulty({
      pollTrialStatus: () =>
        rewritePoll((index, status) => {
          if (index === 1) return undefined;
          return index === 2 ? "UNKNOWN" : status;
        }),
    });
    const trials = [deployed];
    for (const index of [1, 2, 3]) {
      trials.push(makeTrial({}, { index, runMetadata: await inner.run(candidate(index)) }));
    }
    expect(await runner.pollTrialStatus(trials)).toEqual(
      new Map([
        ["RUNNING", new Set([0, 3])],
        ["UNKNOWN", new Set([2])],
      ]),
    );
  });
});

test.each<[unknown, object, object, string]>([
  [{}, {}, {}, "withFaults: runner is an object; give a Runner."],
  [undefined, {}, {}, "withFaults has no runner; give a Runner."],
  [
    new FakeRunner(new FakeBackend()),
    { pollTrialstatus: () => undefined },
    {},
    'The plan of withFaults has no option "pollTrialstatus"; it has run, runMultiple, pollTrialStatus,',
  ],
  [
    new FakeRunner(new FakeBackend()),
    { stop: { type: "hang-before" } },
    {},
    "The plan of withFaults: stop is an object; give a function that gives a fault, or undefined.",
  ],
  [
    new FakeRunner(new FakeBackend()),
    {},
    { clock: Date },
    "withFaults: clock is a function; give a Clock.",
  ],
])("%#: what it does not know is refused", (runner, plan, options, message) => {
  expect(() => withFaults(runner as Runner, plan, options)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }),
  );
});
