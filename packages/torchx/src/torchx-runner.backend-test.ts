import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunnerError, systemClock, type Runner, type TrialDetails } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { shellApp } from "./__fixtures__/shell-app.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxVenv } from "./__fixtures__/torchx-venv.ts";
import { defineComponent } from "./component/define-component.ts";
import { float } from "./component/float.ts";
import { int } from "./component/int.ts";
import { TorchXRunner } from "./torchx-runner.ts";

const venv = await torchxVenv("release");

const component = defineComponent({
  params: { x: float() },
  build: (_args, { text }) => shellApp({ args: ["-c", 'echo "$1"; sleep 1000', "sh", text.x] }),
});

function careless(): never {
  throw new TypeError("no such queue");
}

async function expectRefused(runner: TorchXRunner<string>, said: RegExp): Promise<void> {
  await using used = runner;
  await expect(used.run(makeTrial({ x1: 1, x2: 2 }))).rejects.toThrow(said);
}

test("a submission whose answer was not waited for is found, at whatever moment", async () => {
  for (let delayMs = 0; delayMs <= 240; delayMs += 30) {
    using place = temporaryDirectory();
    await using runner = new TorchXRunner({
      component,
      trackerBase: join(place.path, "results"),
      cwd: place.path,
      ...venv,
    });
    // So that the session is there, and the delays fall around the submission.
    await runner.planRun(makeTrial({ x: 1 }));
    const trial = makeTrial({ x: 1 });
    const impatient = new AbortController();
    const first = runner.run(trial, { submissionKey: "k-0", signal: impatient.signal });
    first.catch(() => undefined);
    await systemClock.sleep(delayMs);
    impatient.abort(new Error("enough"));
    const outcome = await first.then(
      () => "submitted",
      (error: unknown) => (RunnerError.is(error) ? error.code : "aborted"),
    );
    expect(["submitted", "aborted", "SUBMISSION_UNKNOWN"]).toContain(outcome);
    const runMetadata = await runner.run(trial, { submissionKey: "k-0" });
    const running = { ...trial, status: "RUNNING", runMetadata } as const;
    const polled = await runner.pollTrialStatus([running]);
    expect([...polled.keys()]).toEqual(["RUNNING"]);
    expect(readdirSync(join(place.path, ".runners/torchx/k-0/torchx"))).toHaveLength(1);
  }
});

test("runs no more trials at once than maxJobs, however many are asked for", async () => {
  using place = temporaryDirectory();
  await using runner = new TorchXRunner({
    component,
    trackerBase: join(place.path, "results"),
    cwd: place.path,
    maxJobs: 3,
    ...venv,
  });
  const trials = Array.from({ length: 8 }, (_, index) => makeTrial({ x: index }, { index }));
  const outcomes = [...(await runner.runMultiple(trials)).values()].map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === "started")).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome === "deferred")).toHaveLength(5);
  expect(await runner.pollAvailableCapacity()).toBe(0);
});

test("what cannot be run is refused with the remedy, and leaves nothing behind", async () => {
  using place = temporaryDirectory();
  const where = { trackerBase: join(place.path, "results"), cwd: place.path, ...venv };
  const named = { component: "utils.booth", ...where };
  await expectRefused(new TorchXRunner({ ...named, component: "utils.both" }), /utils\.both/);
  await expectRefused(new TorchXRunner({ ...named, scheduler: "slurn" }), /slurn.*slurm/);
  await expectRefused(new TorchXRunner({ ...named, cfg: { logdir: "a" } }), /logdir.*log_dir/);
  await expectRefused(
    new TorchXRunner({ ...named, cfg: { log_dir: 1 } }),
    /log_dir is 1; give a str/,
  );
  await expectRefused(new TorchXRunner({ ...named, cfg: careless }), /cfg threw: no such queue/);
  await expectRefused(
    new TorchXRunner({ ...named, python: "/nowhere/python" }),
    /pip install torchx/,
  );
  await using runner = new TorchXRunner(named);
  const batch = makeBatchTrial([{ x1: 1, x2: 2 }], { index: 0 });
  await expect(runner.run(batch)).rejects.toMatchObject({ code: "INVALID_TRIAL" });
  await expect(runner.run(makeTrial({ x1: "1", y: 2 }))).rejects.toThrow(/x1[^]*x2[^]*y|y[^]*x1/);
  expect(readdirSync(place.path).filter((name) => !name.startsWith("."))).toEqual([]);
});

test("results of a trial that has ended are final, also where the backend knows it no more", async () => {
  using place = temporaryDirectory();
  const options = {
    component: "utils.booth",
    trackerBase: join(place.path, "results"),
    cwd: place.path,
    ...venv,
  };
  const trial = makeTrial({ x1: 1, x2: 3 });
  let runMetadata;
  {
    await using runner = new TorchXRunner(options);
    runMetadata = await runner.run(trial);
    const running = { ...trial, status: "RUNNING", runMetadata } as const;
    while (!(await runner.pollTrialStatus([running])).has("COMPLETED")) await systemClock.sleep(50);
  }
  await using another = new TorchXRunner(options);
  const results = await another.fetchResults({ ...trial, status: "COMPLETED", runMetadata });
  expect(results).toMatchObject({ final: true, observations: [{ metric: "booth_eval", mean: 0 }] });
});

test("what was measured before is set aside for a new attempt, and read never again", async () => {
  using place = temporaryDirectory();
  await using runner = new TorchXRunner({
    component: "utils.booth",
    trackerBase: join(place.path, "results"),
    cwd: place.path,
    ...venv,
  });
  const trial = makeTrial({ x1: 1, x2: 3 }, { index: 4 });
  const completed = async (submissionKey: string): Promise<number | undefined> => {
    const runMetadata = await runner.run(trial, { submissionKey });
    const running = { ...trial, status: "RUNNING", runMetadata } as const;
    while (!(await runner.pollTrialStatus([running])).has("COMPLETED")) await systemClock.sleep(50);
    return (await runner.fetchResults(running)).observations[0]?.mean;
  };
  expect(await completed("k-4-0")).toBe(0);
  expect(await completed("k-4-1")).toBe(0);
  const aside = join(place.path, "results", "4.before-k-4-1");
  expect(JSON.parse(readFileSync(aside, "utf8"))).toEqual({ booth_eval: 0 });
});

async function detailsAtEnd(runner: Runner, code: number): Promise<TrialDetails | undefined> {
  const trial = makeTrial({ code }, { index: code });
  const running = { ...trial, status: "RUNNING", runMetadata: await runner.run(trial) } as const;
  while ((await runner.pollTrialStatus([running])).has("RUNNING")) await systemClock.sleep(20);
  return (await runner.pollTrialDetails?.([running]))?.get(code);
}

test.each([
  ["in a wrapper", true],
  ["without one", false],
])(
  "details of a local app %s tell its times, its exit code and its last words",
  async (_, wrapped) => {
    using place = temporaryDirectory();
    const program = 'echo "oh no" >&2; exit "$1"';
    writeFileSync(
      join(place.path, "end.py"),
      `import torchx.specs as specs
def end(code: int) -> specs.AppDef:
    """Ends with a code."""
    args = ["-c", '${program.replaceAll("$", "$$")}', "sh", str(code)]
    return specs.AppDef("end", [specs.Role("end", image="", entrypoint="sh", args=args)])
`,
    );
    const ours = defineComponent({
      params: { code: int() },
      build: (_args, { text }) => ({
        name: "end",
        roles: [
          { name: "end", image: "", entrypoint: "sh", args: ["-c", program, "sh", text.code] },
        ],
      }),
    });
    const where = { trackerBase: join(place.path, "results"), cwd: place.path, ...venv };
    await using runner = wrapped
      ? new TorchXRunner({ component: ours, ...where })
      : new TorchXRunner({ component: "./end.py:end", ...where });
    const beforeMs = systemClock.now();
    const failed = await detailsAtEnd(runner, 3);
    const completed = await detailsAtEnd(runner, 0);
    const afterMs = systemClock.now();
    expect(failed).toMatchObject({
      exitCode: 3,
      reason: expect.stringMatching(/\noh no$/) as string,
    });
    expect(completed).toMatchObject({ backendState: "SUCCEEDED", exitCode: 0 });
    for (const details of [failed, completed]) {
      const { startedAtMs = Number.NaN, finishedAtMs } = details ?? {};
      // Files may have coarser times.
      expect(startedAtMs).toBeGreaterThan(beforeMs - 1_000);
      expect(afterMs).toBeGreaterThanOrEqual(finishedAtMs ?? startedAtMs);
      expect(finishedAtMs ?? startedAtMs).toBeGreaterThanOrEqual(startedAtMs);
      // TorchX itself does not tell when an app has ended.
      expect(finishedAtMs !== undefined).toBe(wrapped);
    }
  },
);
