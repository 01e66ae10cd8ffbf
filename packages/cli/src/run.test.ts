import { closeSync, existsSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { experimentText, type ExperimentParts } from "./__fixtures__/experiment-text.ts";
import { programText } from "./__fixtures__/program-text.ts";
import { Workplace } from "./__fixtures__/workplace.ts";

/** A workplace with an experiment of four trials, two at a time; `gates` of them wait. */
function prepared(
  options: { readonly gates?: readonly number[]; readonly results?: string } & ExperimentParts = {},
): Workplace {
  const { gates = [], results, ...parts } = options;
  const workplace = new Workplace();
  workplace.write("experiment.ts", experimentText(parts));
  workplace.write("program.mjs", programText(results));
  for (const gate of gates) workplace.closeGate(`gate-${gate}`);
  return workplace;
}

test("piped, it prints one line per change, and the best trial at the end", async () => {
  const workplace = prepared();
  const { exitCode, stdout, stderr } = await workplace.start(["run", "experiment.ts"]).finished;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.slice(-5)).toEqual([
    "test completed",
    "  4 trials: 4 completed",
    "  best: loss 1 in trial 0",
    "    x=1",
    expect.stringMatching(/^ {4}submissionKey=test-\w+-0-0 pid=\d+$/),
  ]);
  for (const index of [0, 1, 2, 3]) {
    expect(lines).toContain(`trial ${index} RUNNING  x=${index + 1}`);
    const ended = lines.filter((line) => line.startsWith(`trial ${index} COMPLETED`));
    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatch(new RegExp(`  loss=${index + 1}  [\\d.]+ s  x=${index + 1}$`));
  }
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("--json prints one event per line, errors as data", async () => {
  const runner = `{
    run: async () => ({}),
    pollTrialStatus: async (trials) => new Map([["COMPLETED", new Set([...trials].map((t) => t.index))]]),
    fetchResults: async () => { throw new RunnerError("INVALID_RESULTS", "no good"); },
  }`;
  const workplace = prepared({ runner, fields: "toleratedTrialFailureRate: 0.9," });
  const { exitCode, stdout } = await workplace.start(["run", "experiment.ts", "--json"]).finished;
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events[0]).toMatchObject({ type: "experiment-started", name: "test" });
  expect(events.at(-1)).toMatchObject({ type: "experiment-ended" });
  expect(events.filter(({ type }) => type === "trial-created")).toHaveLength(4);
  expect(exitCode).toBe(1);
});

describe("--dry-run", () => {
  test("shows what would be submitted, and starts nothing", async () => {
    const workplace = prepared();
    const before = workplace.names;
    const { exitCode, stdout } = await workplace.start(["run", "experiment.ts", "--dry-run"])
      .finished;
    expect(exitCode).toBe(0);
    expect(stdout).toContain("trial 0  x=1\n");
    expect(stdout).toContain(JSON.stringify(join(workplace.path, "program.mjs")));
    expect(stdout).toContain("--x=4");
    expect(workplace.names).toEqual(before);
  });

  test("stops at its limit, of an endless source too", async () => {
    const candidates = "(function* () { for (let x = 1; ; x = 1) yield { x }; })()";
    const workplace = prepared({ candidates });
    const args = ["run", "experiment.ts", "--dry-run", "--limit", "3"];
    const { exitCode, stdout } = await workplace.start(args).finished;
    expect(exitCode).toBe(0);
    expect(stdout.match(/^trial \d/gm)).toEqual(["trial 0", "trial 1", "trial 2"]);
    expect(stdout).toMatch(/^… more \(--limit/m);
  });

  test("ends where the candidates wait for what only a run brings", async () => {
    const candidates = "(async function* () { yield { x: 1 }; await new Promise(() => {}); })()";
    const workplace = prepared({ candidates });
    const { exitCode, stdout } = await workplace.start(["run", "--dry-run"]).finished;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^trial 0 {2}x=1\n[^]*^… more, once trials have been run: /m);
  });

  test("refuses a candidate that a run would refuse", async () => {
    const workplace = prepared({ candidates: "[{ x: -7 }]" });
    const args = ["run", "experiment.ts", "--dry-run"];
    const { exitCode, stderr } = await workplace.start(args).finished;
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/x = -7; give/);
  });

  test("--json gives one trial per line", async () => {
    const workplace = prepared();
    const args = ["run", "experiment.ts", "--dry-run", "--json", "--total-trials", "2"];
    const { stdout } = await workplace.start(args).finished;
    const trials = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(trials).toMatchObject([
      { index: 0, arms: [{ parameters: { x: 1 } }], plan: {} },
      { index: 1, arms: [{ parameters: { x: 2 } }], plan: {} },
    ]);
  });
});

test("what the experiment file leaves open does not keep the command from ending", async () => {
  const workplace = prepared();
  workplace.write(
    "experiment.ts",
    `${workplace.read("experiment.ts")}\nsetInterval(() => {}, 1_000);\n`,
  );
  const { exitCode, stdout } = await workplace.start(["run", "experiment.ts"]).finished;
  expect(exitCode).toBe(0);
  expect(stdout).toContain("4 trials: 4 completed");
});

describe("the results of a trial fail that trial alone", () => {
  test.each([
    ["NaN", "x === 2 ? '{ \"loss\": NaN }' : JSON.stringify({ loss: x })", /JSON|NaN/],
    ["a wrong shape", "x === 2 ? '[1, 2]' : JSON.stringify({ loss: x })", /object|metric/],
    ["a text for a number", "JSON.stringify({ loss: x === 2 ? 'low' : x })", /loss/],
    ["no objective", "JSON.stringify({ [x === 2 ? 'lose' : 'loss']: x })", /loss/],
  ])("that have %s", async (_, results, reason) => {
    const workplace = prepared({ results });
    const { exitCode, stdout } = await workplace.start(["run", "experiment.ts"]).finished;
    expect(exitCode).toBe(0);
    expect(stdout).toContain("4 trials: 3 completed, 1 failed");
    const [failed = ""] = stdout.split("\n").filter((line) => line.includes("trial 1 FAILED"));
    expect(failed).toMatch(reason);
    expect(stdout).toMatch(/^ {2}trial 1 failed: ./m);
  });
});

test("it ends with 1 where more trials fail than are tolerated", async () => {
  const workplace = prepared({ results: "undefined.value" });
  const { exitCode, stdout } = await workplace.start(["run", "experiment.ts"]).finished;
  expect(exitCode).toBe(1);
  expect(stdout).toContain("test ended early, too many trials failed: 4 of 4 trials failed");
  expect(stdout).toContain("and 1 more failed");
  expect(stdout).toContain("what it printed: runners logs experiment.ts 0 --stderr");
});

test("it ends with 1 where the candidates fail", async () => {
  const candidates = '(function* () { yield { x: 1 }; throw new Error("no more"); })()';
  const workplace = prepared({ candidates });
  const { exitCode, stdout } = await workplace.start(["run", "experiment.ts"]).finished;
  expect(exitCode).toBe(1);
  expect(stdout).toContain("test ended early: The candidates failed: no more");
  expect(stdout).toContain("best: loss 1 in trial 0");
});

describe("Ctrl-C", () => {
  test("once submits no more trials, and waits for those that run", async () => {
    const workplace = prepared({ gates: [1, 2] });
    const running = workplace.start(["run", "experiment.ts"]);
    await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
    running.kill("SIGINT");
    await running.prints(/no more trials: waiting for those that run; Ctrl-C again stops them/);
    await running.prints(/submitting no more trials: interrupted/);
    await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toContain("2 trials: 2 completed");
    expect(stdout).toContain("to go on: runners run experiment.ts\n");
    const again = await workplace.start(["run", "experiment.ts"]).finished;
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain("going on with 2 trials");
    expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
  });

  test("twice stops the trials", async () => {
    const workplace = prepared({ gates: [1, 2] });
    const running = workplace.start(["run", "experiment.ts"]);
    await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
    running.kill("SIGINT");
    await running.prints(/no more trials/);
    running.kill("SIGINT");
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toContain("stopping the trials that run");
    expect(stdout).toContain("2 trials: 2 abandoned");
  });

  test("three times leaves at once, and the trials go on", async () => {
    const workplace = prepared({ gates: [1, 2], runnerOptions: { stopGraceMs: "600_000" } });
    // Programs that do not end when they are asked to.
    const text = workplace.read("program.mjs");
    workplace.write("program.mjs", `process.on("SIGTERM", () => {});\n${text}`);
    const running = workplace.start(["run", "experiment.ts"]);
    await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
    await workplace.programsRun(2);
    running.kill("SIGINT");
    await running.prints(/no more trials/);
    running.kill("SIGINT");
    await running.prints(/stopping the trials/);
    running.kill("SIGINT");
    const { exitCode, stdout } = await running.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toContain("the trials were asked to stop; the same command goes on with them");
    await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
    const again = await workplace.start(["run", "experiment.ts"]).finished;
    expect(again.stdout).toContain("going on with 2 trials");
    expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
  });
});

test("SIGTERM leaves at once; the same command goes on, and nothing runs twice", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  running.kill("SIGTERM");
  const { exitCode, stdout } = await running.finished;
  expect(exitCode).toBe(143);
  expect(stdout).toContain("the trials go on; the same command goes on with them");
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  const again = await workplace.start(["run", "experiment.ts"]).finished;
  expect(again.exitCode).toBe(0);
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("without a file, that of this folder is meant", async () => {
  const { exitCode, stdout } = await prepared().start(["run"]).finished;
  expect(exitCode).toBe(0);
  expect(stdout).toContain("4 trials: 4 completed");
});

test("killed with SIGKILL, the same command finishes, and nothing runs twice", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  running.kill("SIGKILL");
  expect((await running.finished).exitCode).toBeNull();
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  const again = await workplace.start(["run", "experiment.ts"]).finished;
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toContain("going on with 2 trials: 2 on the backend");
  expect(again.stdout).toContain("4 trials: 4 completed");
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("begun from one folder, it is gone on with from another, and nothing runs twice", async () => {
  const workplace = prepared({ gates: [1, 2], runnerOptions: { directory: '".runners"' } });
  const file = join(workplace.path, "experiment.ts");
  const running = workplace.start(["run", file], { from: tmpdir() });
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  running.kill("SIGKILL");
  await running.finished;
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  const again = await workplace.start(["run"]).finished;
  expect(again.exitCode).toBe(0);
  expect(again.stdout).toContain("4 trials: 4 completed");
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
  const logs = await workplace.start(["logs", "0", file], { from: "/" }).finished;
  expect(logs.stdout).toBe("this is 1\ndone with 1\n");
});

test.skipIf(!existsSync("/dev/full"))(
  "where nothing can be written, it says so and ends",
  async () => {
    const full = openSync("/dev/full", "w");
    try {
      const run = await prepared().start(["run"], { output: full }).finished;
      expect(run).toMatchObject({ exitCode: 1 });
      expect(run.stderr).toMatch(
        /^what there is to say cannot be written: ENOSPC.*Trials go on\.\n$/,
      );
    } finally {
      closeSync(full);
    }
  },
);

test("an experiment does not take the place of another that has completed", async () => {
  const workplace = prepared();
  await workplace.start(["run"]).finished;
  workplace.write("experiment.ts", experimentText({ fields: 'name: "TEST",' }));
  const refused = await workplace.start(["run"]).finished;
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toMatch(/holds the experiment test, which has ended, and not TEST/);
  expect(workplace.lines("ledger")).toHaveLength(4);
});

test("a reader that goes away ends it as other commands end, and the trials go on", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  running.hangUp();
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  const { exitCode, stderr } = await running.finished;
  expect({ exitCode, stderr }).toEqual({ exitCode: 141, stderr: "" });
  const again = await workplace.start(["run", "experiment.ts"]).finished;
  expect(again.exitCode).toBe(0);
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("a second driver is refused, with the first one named", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  const second = await workplace.start(["run", "experiment.ts"]).finished;
  expect(second.exitCode).toBe(4);
  expect(second.stderr).toMatch(
    new RegExp(
      `is driven by process ${running.pid} on \\S+ \\(driving since \\d+ s ago, last seen`,
    ),
  );
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  expect((await running.finished).exitCode).toBe(0);
});

test("a driver that another took over from leaves, with an exit code of its own", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  // As another host does that has not seen it live for a minute.
  const database = new DatabaseSync(join(workplace.path, ".runners/test.db"));
  database.exec("UPDATE lease SET token = 'another', pid = 7, host = 'elsewhere'");
  database.close();
  const { exitCode, stderr } = await running.finished;
  expect(exitCode).toBe(4);
  expect(stderr).toContain("process 7 on elsewhere");
});

test("a changed experiment is refused with the difference, and gone on with if that is accepted", async () => {
  const workplace = prepared({ gates: [1, 2] });
  const running = workplace.start(["run", "experiment.ts"]);
  await running.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  running.kill("SIGTERM");
  await running.finished;
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
  const space = '[{ name: "x", type: "int", bounds: [1, 3] }]';
  workplace.write("experiment.ts", experimentText({ space }));
  const refused = await workplace.start(["run", "experiment.ts"]).finished;
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain("parameter x.bounds was [1,4] and is [1,3]");
  expect(refused.stderr).toContain("--accept-changes");
  const accepted = await workplace.start(["run", "experiment.ts", "--accept-changes"]).finished;
  expect(accepted.exitCode).toBe(0);
  expect(accepted.stdout).toContain("the changed definition is accepted");
  expect(workplace.lines("ledger").toSorted()).toEqual(["1", "2", "3"]);
});

test("run again after it has completed, it begins anew, and says so", async () => {
  const workplace = prepared();
  const args = ["run", "experiment.ts", "--store", "elsewhere/one.db"];
  await workplace.start(args).finished;
  const { exitCode, stdout } = await workplace.start(args).finished;
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^begins anew; the run before completed, with 4 trials, /);
  expect(stdout).toContain("4 trials: 4 completed");
  expect(workplace.lines("ledger")).toHaveLength(8);
  expect(existsSync(join(workplace.path, "elsewhere/one.db"))).toBe(true);
});
