import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { RunnerError } from "@runners/core";
import { makeBatchTrial, makeTrial } from "@runners/core/testing";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { collect } from "./__fixtures__/collect.ts";
import { deploy } from "./__fixtures__/deploy.ts";
import { Gate } from "./__fixtures__/gate.ts";
import { groupIsGone } from "./__fixtures__/group-is-gone.ts";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { endOf, toTheEnd } from "./__fixtures__/to-the-end.ts";
import { withinLimit } from "./__fixtures__/within-limit.ts";
import { LocalRunner } from "./local-runner.ts";
import type { LocalRunnerOptions } from "./local-runner-options.ts";

const good = `printf '{{"loss": 1}}' >"$RUNNERS_RESULTS"`;

function refusal(options: LocalRunnerOptions): RunnerError {
  try {
    const { submissionGuarantee } = new LocalRunner(options);
    return expect.unreachable(submissionGuarantee);
  } catch (error) {
    if (RunnerError.is(error)) return error;
    throw error;
  }
}

describe("the options", () => {
  test.each<[string, Partial<LocalRunnerOptions>, string]>([
    ["command", { command: "no-such-program" }, '"no-such-program" was not found in PATH'],
    ["cwd", { cwd: "/no/such/place" }, 'cwd is "/no/such/place", which is not a directory'],
    ["no cwd", { cwd: "" }, 'cwd is "", which is no path'],
    ["NUL in cwd", { cwd: "a\0b" }, "which is no path"],
    ["no directory", { directory: "" }, 'directory is "", which is no path'],
    ["args", { args: ["{"] }, 'a single "{"'],
    [
      "concurrency",
      { maxConcurrency: 0 },
      "maxConcurrency is 0; give a whole number of at least 1",
    ],
    [
      "concurrency in words",
      { maxConcurrency: "2" as unknown as number },
      'maxConcurrency is "2"; give a whole number of at least 1',
    ],
    ["half a slot", { maxConcurrency: 1.5 }, "maxConcurrency is 1.5"],
    ["GPUs", { gpusPerTrial: -1 }, "gpusPerTrial is -1"],
    ["too few GPUs", { gpusPerTrial: 2, gpus: ["0"] }, "gpus names 1"],
    ["a GPU's name", { gpus: ["0,1"] }, 'one of gpus is "0,1"'],
    ["grace", { stopGraceMs: NaN }, "stopGraceMs is NaN"],
    ["arguments", { parameterArguments: "flags" as "auto" }, 'parameterArguments is "flags"; give'],
    ["a name", { env: { "A-B": "secret-value" } }, '"A-B"'],
    ["a value", { env: { TOKEN: "secret\0value" } }, "env.TOKEN"],
    ["the directory", { directory: "/dev/null/runs" }, "/dev/null is not a directory"],
  ])("refused: %s", (_, options, message) => {
    const error = refusal({ command: "/bin/sh", ...options });
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("secret");
  });

  test.each<[unknown, string]>([
    [{}, "LocalRunner has no command; give a program's name or path."],
    [undefined, "LocalRunner: the options are undefined; give an object"],
    [{ command: 5 }, "LocalRunner: command is 5; give a program's name or path."],
    [{ command: "sh", args: "train.mjs" }, 'args is "train.mjs"; give a list of texts'],
    [{ command: "sh", stopGraceMs: "5000" }, 'stopGraceMs is "5000"; give a number'],
    [{ command: "sh", env: "TOKEN=secret" }, "env is a string; give an object"],
    [{ command: "sh", maxConcurency: 2 }, 'LocalRunner has no option "maxConcurency"; it has co'],
    [{ command: "sh", arg: ["train.mjs"] }, 'has no option "arg"; it has command, args, '],
  ])("refused, from code without types: %j", (options, message) => {
    const error = refusal(options as LocalRunnerOptions);
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain(message);
    expect(error.message).not.toContain("secret");
  });

  test("create nothing", () => {
    using place = temporaryDirectory();
    const runner = new LocalRunner({ command: "sh", directory: join(place.path, "a", "b") });
    expect(runner.submissionGuarantee).toBe("exact");
    expect(readdirSync(place.path)).toEqual([]);
  });

  test("a directory that cannot be created is named by run", async () => {
    // Not even the superuser creates one there.
    const runner = new LocalRunner({ command: "sh", directory: "/proc/runs" });
    await expect(runner.run(makeTrial({}))).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("directory is /proc/runs") as string,
    });
  });
});

describe("how a trial ends", () => {
  test.each([
    ["well", good, { status: "COMPLETED", backendState: "exited", exitCode: 0 }],
    [
      "with a code",
      "echo oh no >&2; exit 3",
      {
        status: "FAILED",
        backendState: "exited",
        exitCode: 3,
        reason: "exited with code 3\noh no",
      },
    ],
    ["with code 127", "exit 127", { status: "FAILED", backendState: "exited", exitCode: 127 }],
    ["with code 143", "exit 143", { status: "FAILED", backendState: "exited", exitCode: 143 }],
    ["with code 255", "exit 255", { status: "FAILED", backendState: "exited", exitCode: 255 }],
    [
      "by SIGTERM",
      "kill -TERM $$",
      {
        status: "FAILED",
        backendState: "signalled",
        reason: "was ended by SIGTERM",
      },
    ],
    ["by SIGKILL", "kill -KILL $$", { backendState: "signalled", reason: "was ended by SIGKILL" }],
    ["by SIGINT", "kill -INT $$", { backendState: "signalled", reason: "was ended by SIGINT" }],
    [
      "without results",
      "true",
      {
        status: "FAILED",
        backendState: "results-missing",
        exitCode: 0,
        reason: expect.stringContaining("wrote no results to ") as string,
      },
    ],
    [
      "with NaN",
      `echo '{{"loss": NaN}}' >"$RUNNERS_RESULTS"`,
      {
        status: "FAILED",
        backendState: "results-malformed",
        exitCode: 0,
        reason: expect.stringContaining("is not JSON") as string,
      },
    ],
    [
      "with a pipe for results",
      `mkfifo "$RUNNERS_RESULTS"`,
      {
        backendState: "results-malformed",
        reason: expect.stringMatching(/ is no regular file$/) as string,
      },
    ],
    [
      "with results without end",
      `ln -s /dev/zero "$RUNNERS_RESULTS"`,
      {
        backendState: "results-malformed",
        reason: expect.stringMatching(/ is no regular file$/) as string,
      },
    ],
    [
      "with a wrong shape",
      `echo '{{"loss": "low"}}' >"$RUNNERS_RESULTS"`,
      {
        backendState: "results-malformed",
        reason: expect.stringContaining('has for "loss" "low"') as string,
      },
    ],
    ["with a bad code and good results", `${good}; exit 4`, { status: "FAILED", exitCode: 4 }],
  ])("%s", async (_, script, expected) => {
    await using runners = new ShellRunners();
    const runner = runners.open(script);
    const trial = await deploy(runner, {});
    const end = await endOf(runner, trial);
    expect(end).toMatchObject(expected);
    expect(end.startedAtMs).toBeLessThanOrEqual(end.finishedAtMs ?? 0);
    // As another process sees it, now and later.
    const other = runners.open("true");
    const details = await other.pollTrialDetails([trial]);
    expect({ status: end.status, ...details.get(0) }).toEqual(end);
  });

  test("a program that cannot be started is told from one that exits with 127", async () => {
    using place = temporaryDirectory();
    const command = join(place.path, "program");
    writeFileSync(command, "#!/no/such/interpreter\n");
    chmodSync(command, 0o755);
    const runner = new LocalRunner({ command, directory: join(place.path, "runs") });
    const end = await endOf(runner, await deploy(runner, {}));
    expect(end).toMatchObject({ status: "FAILED", backendState: "spawn-failed" });
    expect(end.reason).toContain("the program could not be started\n");
    expect(end).not.toHaveProperty("exitCode");
    expect(end).not.toHaveProperty("startedAtMs");
  });

  test("at its time limit, whatever it writes then, and although nobody asked for it", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open(
      `finish() {{ ${good}; exit 0; }}; trap finish TERM; echo begun >begun; sleep 100000 & wait`,
    );
    const [trial, limitMs] = await withinLimit(
      join(runners.place, "begun"),
      async (timeLimitMs) => {
        const started = await deploy(runner, {}, { timeLimitMs });
        await endOf(runner, started);
        return [started, timeLimitMs] as const;
      },
    );
    expect(await endOf(runner, trial)).toMatchObject({
      status: "FAILED",
      backendState: "time-limit",
      reason: `ran for longer than its time limit of ${limitMs / 1_000} s (exited with code 0)`,
    });
    await groupIsGone(trial);
    const refused = deploy(runner, {}, { index: 1, timeLimitMs: -1 });
    await expect(refused).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test("what the program leaves behind ends with it", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open(`sh -c 'trap "" TERM HUP; exec sleep 100000' & ${good}`);
    const trial = await deploy(runner, {});
    expect(await endOf(runner, trial)).toMatchObject({ status: "COMPLETED" });
    await groupIsGone(trial);
  });
});

describe("what a program finds", () => {
  test("its environment, its working directory, and the same checkpoints in each attempt", async () => {
    await using runners = new ShellRunners();
    const script = `echo "$RUNNERS_TRIAL_INDEX $RUNNERS_ATTEMPT $RUNNERS_SUBMISSION_KEY $MINE"
      pwd; cat "$RUNNERS_PARAMETERS"; echo "[$GONE]"
      echo "$RUNNERS_ATTEMPT" >>"$RUNNERS_CHECKPOINT_DIR/attempts"; cat "$RUNNERS_CHECKPOINT_DIR/attempts"`;
    const runner = runners.open(script, { env: { MINE: "a  b\nc", GONE: undefined } });
    process.env["GONE"] = "still there";
    const inheriting = runners.open('echo "[$GONE]"');
    const first = await deploy(runner, { lr: 0.1 }, { index: 7, submissionKey: "seven-0" });
    await endOf(runner, first);
    const second = await deploy(
      runner,
      { lr: 0.1 },
      { index: 7, attempt: 1, submissionKey: "seven-1" },
    );
    await endOf(runner, second);
    expect(await collect(runner.readLogs(first))).toEqual([
      "7 0 seven-0 a  b",
      "c",
      runners.place,
      '{"lr": 0.1}',
      "[]",
      "0",
    ]);
    expect((await collect(runner.readLogs(second))).slice(-2)).toEqual(["0", "1"]);
    const third = await deploy(inheriting, {});
    delete process.env["GONE"];
    await endOf(inheriting, third);
    expect(await collect(inheriting.readLogs(third))).toEqual(["[still there]"]);
  });

  test("no input, no descriptors of ours, and its owner's umask", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open(`cat; umask; ls /dev/fd/ | tr '\\n' ' '; touch made`);
    const trial = await deploy(runner, {});
    await endOf(runner, trial);
    const [umask, descriptors] = await collect(runner.readLogs(trial));
    expect(Number.parseInt(umask ?? "", 8)).toBe(process.umask());
    // As a program has them that this process starts directly.
    const plain = await execa("ls", ["/dev/fd/"], { stdin: "ignore" });
    expect(descriptors?.trim().split(" ")).toEqual(plain.stdout.split("\n"));
    expect(statSync(join(runners.place, "made")).mode & 0o777).toBe(0o666 & ~process.umask());
  });
});

test("a working directory that has gone is named", async () => {
  await using runners = new ShellRunners();
  const cwd = join(runners.place, "gone");
  mkdirSync(cwd);
  const runner = runners.open("true", { cwd });
  rmdirSync(cwd);
  await expect(runner.run(makeTrial({}))).rejects.toMatchObject({
    code: "BACKEND",
    message: expect.stringContaining(`${cwd}, its working directory, is not there`) as string,
  });
});

describe("secrets", () => {
  const secret = "s3cret-t0ken-value";

  test("are in no file, no metadata and no reason; files are for their owner only", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open('echo "token is $TOKEN" >&2; exit 1', { env: { TOKEN: secret } });
    const trial = await deploy(runner, { lr: 1 });
    expect(JSON.stringify(trial.runMetadata)).not.toContain(secret);
    const end = await endOf(runner, trial);
    expect(end.reason).toBe("exited with code 1\ntoken is [TOKEN]");
    const files = readdirSync(runners.directory, { recursive: true, withFileTypes: true });
    expect(files.length).toBeGreaterThan(10);
    const paths = files.map((file) => join(file.parentPath, file.name));
    expect(paths.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
    const telling = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => readFileSync(path, "utf8").includes(secret));
    // What the program itself prints is its own affair.
    expect(telling.map((path) => basename(path))).toEqual(["stderr.log"]);
  });

  test("are in no error of a start that failed", async () => {
    await using runners = new ShellRunners();
    const runner = new LocalRunner({
      command: "/bin/sh",
      args: ["{huge}"],
      env: { TOKEN: secret },
      directory: runners.directory,
    });
    const error: unknown = await deploy(runner, { huge: "x".repeat(3_000_000) }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("RUNNERS_PARAMETERS") as string,
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
    const { cause } = error as Error;
    expect(JSON.stringify(cause, Object.getOwnPropertyNames(cause))).not.toContain(secret);
  });
});

describe("submission keys", () => {
  test("a key is run once, also by two who ask at the same time", async () => {
    await using runners = new ShellRunners();
    const script = `echo run >>ledger; ${good}`;
    const [a, b] = [runners.open(script), runners.open(script)];
    for (let index = 0; index < 20; index += 1) {
      const options = { index, submissionKey: `key-${index}` };
      const [first, second, third] = await Promise.all([
        deploy(a, {}, options),
        deploy(b, {}, options),
        deploy(a, {}, options),
      ]);
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(await deploy(b, {}, options)).toEqual(first);
      await endOf(a, first);
      expect(await deploy(a, {}, options)).toEqual(first);
    }
    expect(readFileSync(join(runners.place, "ledger"), "utf8")).toBe("run\n".repeat(20));
  });

  test("a key of another trial is refused, and so is what is no key", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open("true");
    await deploy(runner, {}, { submissionKey: "mine" });
    for (const [submissionKey, message] of [
      ["mine", "which attempt 0 of trial 0 was run under"],
      ["../mine", 'submissionKey is "../mine"'],
      ["", 'submissionKey is ""'],
      ["a".repeat(41), "1 to 40"],
    ] as const) {
      await expect(deploy(runner, {}, { index: 1, submissionKey })).rejects.toMatchObject({
        code: "INVALID_ARGUMENT",
        message: expect.stringContaining(message) as string,
      });
    }
  });

  test("without one, each run is a submission of its own", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open("true");
    const trials = [await deploy(runner, {}), await deploy(runner, {})];
    const keys = trials.map(({ runMetadata }) => runMetadata["submissionKey"]);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^experiment-0-0-[a-z0-9]{12}$/);
  });

  test("a key that was never run is absent, and looking for it creates nothing", async () => {
    await using runners = new ShellRunners();
    const runner = runners.open("true");
    const lookUp = await runner.findSubmission(makeTrial({}), "nobody-ran-this");
    expect(lookUp).toMatchObject({ outcome: "absent" });
    expect(existsSync(runners.directory)).toBe(false);
  });
});

describe("refusals", () => {
  test("a BatchTrial, with the remedy", async () => {
    await using runners = new ShellRunners();
    await expect(runners.open("true").run(makeBatchTrial([{}, {}]))).rejects.toMatchObject({
      code: "INVALID_TRIAL",
      message: expect.stringContaining("give each arm a trial of its own") as string,
    });
  });

  test("metadata of somebody else, and of another directory", async () => {
    await using runners = new ShellRunners();
    await using others = new ShellRunners();
    const runner = runners.open("true");
    const foreign = await deploy(others.open("true"), {});
    for (const trial of [foreign, { ...foreign, runMetadata: { name: "else" } }]) {
      await expect(runner.stop(trial)).rejects.toMatchObject({ code: "INVALID_METADATA" });
      await expect(runner.fetchResults(trial)).rejects.toMatchObject({ code: "INVALID_METADATA" });
      // A poll says nothing of it, and the others are polled all the same.
      const mine = await deploy(runner, {}, { index: 1 });
      await endOf(runner, mine);
      expect(await runner.pollTrialStatus([trial, mine])).toEqual(
        new Map([
          ["UNKNOWN", new Set([0])],
          ["FAILED", new Set([1])],
        ]),
      );
    }
  });

  test("of a deadline, checked by the supervisor too, which frees the key again", async () => {
    await using runners = new ShellRunners();
    // A clock by which the deadline is ahead until the supervisor looks.
    let nowMs = 1_000_000;
    const clock = {
      now: () => (nowMs += 60_000),
      monotonic: () => nowMs,
      sleep: () => Promise.resolve(),
    };
    const script = `echo run >>ledger; ${good}`;
    const runner = runners.open(script, { clock });
    const options = { submissionKey: "late", notAfterMs: 1_000_000 + 61_000 };
    await expect(deploy(runner, {}, options)).rejects.toMatchObject({ code: "DEADLINE_PASSED" });
    expect(await runner.findSubmission(makeTrial({}), "late")).toMatchObject({ outcome: "absent" });
    expect(existsSync(join(runners.place, "ledger"))).toBe(false);
    expect(await runner.pollAvailableCapacity()).toBe(64);
    const punctual = runners.open(script);
    const trial = await deploy(punctual, {}, { submissionKey: "late" });
    expect(await endOf(punctual, trial)).toMatchObject({ status: "COMPLETED" });
  });
});

describe("capacity", () => {
  test("counts all trials of the directory, whoever started them", async () => {
    await using runners = new ShellRunners();
    const first = runners.open("exec sleep 100000", { maxConcurrency: 2 });
    const second = runners.open("exec sleep 100000", { maxConcurrency: 2 });
    const trial = await deploy(first, {});
    expect(await second.pollAvailableCapacity()).toBe(1);
    // Two at once want the last slot of one runner.
    const outcomes = await Promise.allSettled([1, 2].map((index) => deploy(second, {}, { index })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(deploy(first, {}, { index: 3 })).rejects.toMatchObject({ code: "NO_CAPACITY" });
    expect(await second.pollAvailableCapacity()).toBe(0);
    await first.stop(trial, { force: true });
    expect(await second.pollAvailableCapacity()).toBe(1);
  });

  test("GPUs are exclusive, and free again when the trial ends", async () => {
    await using runners = new ShellRunners();
    const gpu = { gpusPerTrial: 2, gpus: ["0", "1", "2", "GPU-x", "4"] };
    const script = "echo $CUDA_VISIBLE_DEVICES; exec sleep 100000";
    const [first, second] = [runners.open(script, gpu), runners.open(script, gpu)];
    expect(await first.pollAvailableCapacity()).toBe(2);
    const trials = await Promise.all([deploy(first, {}), deploy(second, {}, { index: 1 })]);
    expect(await first.pollAvailableCapacity()).toBe(0);
    await expect(deploy(second, {}, { index: 2 })).rejects.toMatchObject({ code: "NO_CAPACITY" });
    const assigned = await Promise.all(
      trials.map(async (trial) => {
        const { value } = await first.readLogs(trial, { follow: true }).next();
        return typeof value === "string" ? value.split(",") : [];
      }),
    );
    await Promise.all(trials.map((trial) => first.stop(trial, { force: true })));
    expect(new Set(assigned.flat()).size).toBe(4);
    expect(await second.pollAvailableCapacity()).toBe(2);
    expect(await toTheEnd(first, trials)).toHaveProperty("size", 2);
    await deploy(second, {}, { index: 2 });
    expect(await first.pollAvailableCapacity()).toBe(1);
  });
});

test("results are there while the trial runs, and final after it", async () => {
  await using runners = new ShellRunners();
  const script = `mkfifo gate; printf '{{"loss": [{{"step": 1, "mean": 2}}]}}' >"$RUNNERS_RESULTS"
    echo ready; read -r word <gate; printf '{{"loss": 1' >"$RUNNERS_RESULTS"
    echo again; read -r word <gate`;
  const runner = runners.open(script);
  const trial = await deploy(runner, {});
  const lines = runner.readLogs(trial, { follow: true });
  await lines.next();
  using gate = new Gate(join(runners.place, "gate"));
  expect(await runner.fetchResults(trial)).toEqual({
    final: false,
    observations: [{ metric: "loss", step: 1, mean: 2 }],
  });
  gate.open();
  await lines.next();
  // Half a file is none yet.
  expect(await runner.fetchResults(trial)).toEqual({ final: false, observations: [] });
  gate.open();
  expect(await lines.next()).toMatchObject({ done: true });
  await expect(runner.fetchResults(trial)).rejects.toMatchObject({ code: "INVALID_RESULTS" });
  expect(await endOf(runner, trial)).toMatchObject({ backendState: "results-malformed" });
});
