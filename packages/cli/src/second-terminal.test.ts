import { describe, expect, test } from "vitest";
import { experimentText, type ExperimentParts } from "./__fixtures__/experiment-text.ts";
import { programText } from "./__fixtures__/program-text.ts";
import type { Finished, RunningCommand } from "./__fixtures__/running-command.ts";
import { Workplace } from "./__fixtures__/workplace.ts";

function prepared(parts: ExperimentParts & { readonly results?: string } = {}): Workplace {
  const { results, ...rest } = parts;
  const workplace = new Workplace();
  workplace.write("experiment.ts", experimentText(rest));
  workplace.write("program.mjs", programText(results));
  return workplace;
}

/** A workplace with a driver whose first two trials run, and wait at gates. */
async function driven(): Promise<{ workplace: Workplace; driver: RunningCommand }> {
  const workplace = prepared();
  workplace.closeGate("gate-1");
  workplace.closeGate("gate-2");
  const driver = workplace.start(["run", "experiment.ts"]);
  await driver.prints(/trial 0 RUNNING[^]*trial 1 RUNNING/);
  await workplace.programsRun(2);
  return { workplace, driver };
}

async function openGates(workplace: Workplace): Promise<void> {
  await Promise.all([workplace.openGate("gate-1"), workplace.openGate("gate-2")]);
}

function run(workplace: Workplace, ...args: readonly string[]): Promise<Finished> {
  return workplace.start(args).finished;
}

describe("status", () => {
  test("while a driver works, tells who it is and what runs", async () => {
    const { workplace, driver } = await driven();
    const { exitCode, stdout, stderr } = await run(workplace, "status");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^test {2}running\n/);
    expect(stdout).toMatch(/^ {2}store {3}\.runners\/test\.db$/m);
    expect(stdout).toMatch(
      new RegExp(
        `^ {2}driver {2}process ${driver.pid} on \\S+, for [\\d.]+ s, last seen [\\d.]+ s ago$`,
        "m",
      ),
    );
    expect(stdout).toMatch(/^ {2}submits exact: /m);
    expect(stdout).toMatch(/^ {2}trials {2}0 ended: 2 running$/m);
    expect(stdout).toMatch(/^ +0 {2}RUNNING {2}[\d.]+ s +1$/m);
    await openGates(workplace);
    expect((await driver.finished).exitCode).toBe(0);
  });

  test("of a driver that was killed, says how to go on", async () => {
    const { workplace, driver } = await driven();
    driver.kill("SIGKILL");
    await driver.finished;
    const { stdout } = await run(workplace, "status", "experiment.ts");
    expect(stdout).toMatch(/^test {2}interrupted\n/);
    expect(stdout).toMatch(
      new RegExp(
        `driver {2}none: process ${driver.pid} on \\S+ has died; to go on: runners run experiment.ts`,
      ),
    );
    await openGates(workplace);
    await run(workplace, "run", "experiment.ts");
  });

  test("of an ended experiment by its store alone, as text and as JSON", async () => {
    const workplace = prepared();
    await run(workplace, "run", "experiment.ts");
    const text = await run(workplace, "status", "--store", ".runners/test.db");
    expect(text.stdout).toMatch(/^test {2}completed\n/);
    expect(text.stdout).toContain("4 ended: 4 completed");
    expect(text.stdout).toContain("best    loss 1 in trial 0: x=1");
    const json = await run(workplace, "status", "--store", ".runners/test.db", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      name: "test",
      state: "completed",
      driver: null,
      submissionGuarantee: null,
      counts: { COMPLETED: 4 },
      best: { trial: 0, value: 1, arm: { parameters: { x: 1 } } },
      running: [],
      unresolved: [],
    });
  });

  test.each([
    [["status"], "experiment.ts has"],
    [
      ["status", "experiment.ts"],
      "There is no store at .runners/test.db; run experiment.ts first.",
    ],
    [["status", "--store", "no.db"], "There is no store at no.db; give the path of one."],
    [["status", "--store", "program.mjs"], "program.mjs"],
  ])("runners %j where nothing was run", async (args, said) => {
    const workplace = prepared();
    if (args.length === 1) workplace.write("experiment.ts", "");
    const { exitCode, stderr } = await run(workplace, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  test("in a folder without an experiment", async () => {
    const { exitCode, stderr } = await run(new Workplace(), "status");
    expect(exitCode).toBe(2);
    expect(stderr).toBe("There is no experiment.ts here; give an experiment file, or --store.\n");
  });
});

describe("results", () => {
  test("as a table, as CSV and as JSON", async () => {
    const space =
      '[{ name: "x", type: "int", bounds: [1, 2] }, { name: "a b", type: "fixed", value: "q,\\"r" }]';
    const workplace = prepared({
      space,
      results: "JSON.stringify(x === 1 ? { loss: { mean: 0.5, sem: 0.25 } } : {})",
      fields: "toleratedTrialFailureRate: 0.9,",
      runnerOptions: { parameterArguments: '"none"' },
    });
    await run(workplace, "run", "experiment.ts");
    const table = (await run(workplace, "results")).stdout.split("\n");
    expect(table[0]).toMatch(/^trial {2}status +x +a b +loss$/);
    expect(table[1]).toMatch(/^ {4}0 {2}COMPLETED +1 +"q,\\"r" +0\.5000$/);
    expect(table[2]).toMatch(/^ {4}1 {2}FAILED +2 +"q,\\"r" +\S.*has no metric/);
    const csv = (await run(workplace, "results", "--csv")).stdout.split("\n");
    expect(csv[0]).toBe(
      "trial,arm,status,attempt,parameter.x,parameter.a b,mean.loss,sem.loss,started,finished,reason",
    );
    expect(csv[1]).toMatch(
      /^0,0_0,COMPLETED,0,1,"q,""r",0\.5,0\.25,\d{4}-\d\d-\d\dT[\d:.]+Z,\d{4}-\d\d-\d\dT[\d:.]+Z,$/,
    );
    expect(csv[2]).toMatch(/^1,1_0,FAILED,0,2,"q,""r",,,\d/);
    const json = (await run(workplace, "results", "--json")).stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(json).toMatchObject([
      { index: 0, status: "COMPLETED", observations: [{ metric: "loss", mean: 0.5, sem: 0.25 }] },
      { index: 1, status: "FAILED", observations: [] },
    ]);
    expect((await run(workplace, "results", "--csv", "--json")).exitCode).toBe(2);
  });
});

describe("logs", () => {
  test("of a trial that has ended: stdout, or stderr", async () => {
    const workplace = prepared();
    await run(workplace, "run", "experiment.ts");
    expect(await run(workplace, "logs", "2")).toEqual({
      exitCode: 0,
      stdout: "this is 3\ndone with 3\n",
      stderr: "",
    });
    const errors = await run(workplace, "logs", "experiment.ts", "2", "--stderr");
    expect(errors.stdout).toBe("an error of 3\n");
  });

  test("of a trial that runs, followed to its end", async () => {
    const { workplace, driver } = await driven();
    const following = workplace.start(["logs", "0", "experiment.ts", "-f"]);
    await following.prints(/^this is 1$/m);
    await openGates(workplace);
    expect(await following.finished).toEqual({
      exitCode: 0,
      stdout: "this is 1\ndone with 1\n",
      stderr: "",
    });
    await driver.finished;
  });

  test.each([
    [["logs", "9"], 'test has no trial 9; "runners status" shows them.'],
    [["logs", "0", "1"], "Trials 0, 1 are named; give the index of one."],
    [["logs", "experiment.ts"], 'No trial is named: "experiment.ts" is not the index of one'],
    [["logs", "0", "--store", ".runners/test.db"], "give the experiment file too"],
    [["logs", "0", "a.ts", "b.ts"], '"a.ts" and "b.ts" are both no trials'],
  ])("runners %j is refused", async (args, said) => {
    const workplace = prepared();
    await run(workplace, "run", "experiment.ts");
    const { exitCode, stderr } = await run(workplace, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });
});

test("the logs of a trial that never ran are refused with the reason", async () => {
  const workplace = prepared({
    space: '[{ name: "a b", type: "int", bounds: [1, 2] }]',
    fields: "toleratedTrialFailureRate: 0.9,",
  });
  await run(workplace, "run", "experiment.ts");
  const { exitCode, stderr } = await run(workplace, "logs", "0");
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^Trial 0 is FAILED \(.*"a b".*\); it has no logs now\.\n$/);
});

describe("stop", () => {
  test("of one trial: the driver stops it, and goes on with the others", async () => {
    const { workplace, driver } = await driven();
    const stopping = await run(workplace, "stop", "1", "--reason", "too slow");
    expect(stopping).toEqual({
      exitCode: 0,
      stdout: "asked the driver of test to stop trial 1\n",
      stderr: "",
    });
    await driver.prints(/trial 1 ABANDONED.*too slow/);
    await workplace.openGate("gate-1");
    const { exitCode, stdout } = await driver.finished;
    expect(exitCode).toBe(0);
    expect(stdout).toContain("4 trials: 3 completed, 1 abandoned");
    const late = await run(workplace, "stop", "1");
    expect(late.exitCode).toBe(2);
    expect(late.stderr).toContain("Trial 1 has ended: it is ABANDONED; leave it out.");
  });

  test("of all trials: the experiment ends", async () => {
    const { workplace, driver } = await driven();
    expect((await run(workplace, "stop", "--all")).exitCode).toBe(0);
    const { exitCode, stdout } = await driver.finished;
    expect(exitCode).toBe(130);
    expect(stdout).toContain("2 trials: 2 abandoned");
    expect(stdout).toContain("ended early: stopped by a person");
  });

  test("without a driver says so, and the next one does it", async () => {
    const { workplace, driver } = await driven();
    driver.kill("SIGKILL");
    await driver.finished;
    const { exitCode, stderr } = await run(workplace, "stop", "experiment.ts", "0", "1");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("nobody drives test now, so nothing is stopped yet");
    expect(stderr).toMatch(
      /run it again, and trial 0, 1 will be stopped:\nrunners run experiment\.ts$/m,
    );
    const again = await run(workplace, "run", "experiment.ts");
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain("4 trials: 2 completed, 2 abandoned");
  });

  test.each([
    [["stop"], "No trials are named; give their indices, or --all."],
    [
      ["stop", "abc"],
      'No trials are named: "abc" is not the index of one; give their indices, or --all.',
    ],
    [["stop", "--all", "1"], "Both --all and trial 1 are given; give one of them."],
    [["stop", "7"], "test has no trial 7"],
    [["stop", "--all"], "No trial of test runs, and nobody drives it."],
  ])("runners %j is refused", async (args, said) => {
    const workplace = prepared();
    await run(workplace, "run", "experiment.ts");
    const { exitCode, stderr } = await run(workplace, ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe("resolve", () => {
  /** A runner whose second submission nobody can know the end of. */
  const runner = `{
    run: async (trial) => {
      if (trial.index === 1) throw new RunnerError("SUBMISSION_UNKNOWN", "the line broke");
      return { id: trial.index };
    },
    pollTrialStatus: async (trials) => new Map([["COMPLETED", new Set([...trials].map((t) => t.index))]]),
    fetchResults: async (trial) => ({
      final: true,
      observations: [{ metric: "loss", mean: trial.runMetadata.id }],
    }),
  }`;

  async function unresolved(): Promise<Workplace> {
    const workplace = prepared({ runner, fields: "submissionGraceMs: 0, totalTrials: 3," });
    const { exitCode, stdout } = await run(workplace, "run", "experiment.ts");
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: expect.any(String) as string });
    expect(stdout).toContain("test waits for a person");
    expect(stdout).toContain("what to decide: runners status experiment.ts");
    return workplace;
  }

  test("what waits for it is shown, with what to do", async () => {
    const workplace = await unresolved();
    const { stdout } = await run(workplace, "status");
    expect(stdout).toMatch(/^test {2}unresolved\n/);
    expect(stdout).toMatch(/^trial 1 may be submitted or not: .+$/m);
    expect(stdout).toMatch(/^ {2}submission key test-\w+-1-0 {2}x=2$/m);
    expect(stdout).toMatch(
      /^ {2}runners resolve 1 --attach '<metadata>' \| --resubmit \| --abandon$/m,
    );
    const json = await run(workplace, "status", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ unresolved: [{ index: 1 }] });
  });

  test.each([
    [["--attach", '{"id":41}'], 0, "3 trials: 3 completed"],
    [["--abandon"], 0, "3 trials: 2 completed, 1 abandoned"],
    [["--resubmit"], 3, "3 trials: 1 candidate, 2 completed"],
  ])("%j: the same command acts on it", async (args, code, counts) => {
    const workplace = await unresolved();
    const resolving = await run(workplace, "resolve", "1", ...args);
    expect(resolving).toEqual({
      exitCode: 0,
      stdout: "recorded; nobody drives test now, so go on with it: runners run experiment.ts\n",
      stderr: "",
    });
    const { exitCode, stdout } = await run(workplace, "run", "experiment.ts");
    expect(stdout).toContain(counts);
    expect(exitCode).toBe(code);
  });

  test("what does not wait for it is refused, and so is half a decision", async () => {
    const workplace = await unresolved();
    const refusals = [
      [["0", "--abandon"], "Trial 0 does not wait for anybody to resolve it; these do: 1."],
      [["1"], "Give one of --attach <json>, --resubmit and --abandon."],
      [["1", "--abandon", "--resubmit"], "Give one of --attach <json>, --resubmit and --abandon."],
      [["1", "--attach", "{id"], "It is no JSON"],
      [["1", "--attach", "[1]"], "Give a JSON object"],
      [["--abandon"], "missing required argument"],
    ] as const;
    for (const [args, said] of refusals) {
      const { exitCode, stderr } = await run(workplace, "resolve", ...args);
      expect({ args, exitCode }).toEqual({ args, exitCode: 2 });
      expect(stderr).toContain(said);
    }
  });
});
