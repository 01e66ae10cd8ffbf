import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { Gate } from "../__fixtures__/gate.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { readExitRecords } from "./read-exit-records.ts";
import { unrunExitCode } from "./unrun-exit-code.ts";
import { wrapperScript } from "./wrapper-script.ts";

// Those of this machine; each takes the name `sh`, by which it is a POSIX shell.
const shells = [
  ["sh", "/bin/sh"],
  ...["dash", "bash", "busybox"].flatMap((name) =>
    ["/bin", "/usr/bin"]
      .map((folder) => [name, join(folder, name)])
      .filter(hasFile)
      .slice(0, 1),
  ),
];

function hasFile([, path = ""]: readonly string[]): boolean {
  return existsSync(path);
}

type Wrapper = ReturnType<Place["wrap"]>;

type Wrapped = {
  readonly job?: string;
  readonly replica?: number;
  readonly env?: { readonly [name: string]: string };
  readonly program: readonly string[];
  readonly input?: string;
  readonly detached?: boolean;
};

/** The directory of one submission, and its wrappers. */
class Place implements Disposable {
  readonly #directory = temporaryDirectory();
  readonly #shell: string;
  readonly directory: string;
  readonly work: string;

  constructor(shell: string) {
    this.#shell = join(this.#directory.path, "sh");
    symlinkSync(shell, this.#shell);
    this.directory = join(this.#directory.path, "the runs", "key's");
    this.work = join(this.#directory.path, "work");
    mkdirSync(this.work);
  }

  get path(): string {
    return this.#directory.path;
  }

  wrap({ job = "7", replica = 0, env = {}, program, input = "", detached = false }: Wrapped) {
    const args = [this.directory, "key", "key", String(replica), job, this.work, ...program];
    return execa(this.#shell, ["-c", wrapperScript, "runners", ...args], {
      reject: false,
      stripFinalNewline: false,
      extendEnv: false,
      env: { PATH: "/usr/bin:/bin", ...env },
      input,
      detached,
    });
  }

  records(job = "7", replicas = 1): ReturnType<typeof readExitRecords> {
    return readExitRecords(this.directory, job, [{ name: "key", replicas }]);
  }

  async gate(name: string): Promise<Gate> {
    await execa("mkfifo", [join(this.path, name)]);
    return new Gate(join(this.path, name));
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

function sh(script: string, ...args: string[]): readonly string[] {
  return ["/bin/sh", "-c", script, "program", ...args];
}

describe.each(shells)("the wrapper in %s", (_name, shell) => {
  test.each([0, 1, 3, 113, 137, 143, 255])("records exit code %i and has it", async (code) => {
    using place = new Place(shell);
    const { exitCode, stderr } = await place.wrap({ program: sh('exit "$1"', String(code)) });
    expect([exitCode, stderr]).toEqual([code, ""]);
    const times = { startedAtMs: expect.any(Number), finishedAtMs: expect.any(Number) };
    const records = await place.records();
    expect(records).toEqual({
      owner: "7",
      codes: new Map([["key.0", code]]),
      complete: true,
      ...times,
    });
    expect(records.startedAtMs).toBeLessThanOrEqual(records.finishedAtMs ?? 0);
  });

  test.each([
    ["HUP", 1],
    ["INT", 2],
    ["KILL", 9],
    ["SEGV", 11],
    ["TERM", 15],
  ])("records SIG%s as 128 + %i, and says nothing of it", async (name, number) => {
    using place = new Place(shell);
    const { exitCode, stderr } = await place.wrap({ program: sh(`kill -${name} $$`) });
    expect([exitCode, stderr]).toEqual([128 + number, ""]);
    expect((await place.records()).codes).toEqual(new Map([["key.0", 128 + number]]));
  });

  test("hands over arguments, environment, folder, streams and umask as they are", async () => {
    using place = new Place(shell);
    const script = `printf '[%s]' "$@"; printf '%s\\n' "$A" "$(pwd)" "$(umask)"; cat; echo word >&2
      env | grep _runners; [ -e /proc/self/fd/9 ] && echo open`;
    const args = ["", " a  b ", "$HOME ${x} `id`", "'\"\\", "*", "-n", "a\nb", "ü"];
    const { stdout, stderr } = await place.wrap({
      program: sh(script, ...args),
      env: { A: "x,y=1 $$" },
      input: "from stdin",
    });
    const printed = args.map((arg) => `[${arg}]`).join("");
    const umask = process.umask().toString(8).padStart(4, "0");
    expect([stdout, stderr]).toEqual([
      `${printed}x,y=1 $$\n${place.work}\n${umask}\nfrom stdin`,
      "word\n",
    ]);
  });

  test("finds its tools without a PATH of its own", async () => {
    using place = new Place(shell);
    const { exitCode } = await place.wrap({ program: sh("exit 4"), env: { PATH: "/nowhere" } });
    expect(exitCode).toBe(4);
    expect((await place.records()).complete).toBe(true);
  });

  test.each([
    ["no program of that name", ["/nowhere/program"], 127],
    ["a program that may not run", ["/etc/passwd"], 126],
  ])("records %s", async (_what, program, code) => {
    using place = new Place(shell);
    const { exitCode, stderr } = await place.wrap({ program });
    expect(exitCode).toBe(code);
    expect(stderr).toContain(program[0]);
    expect((await place.records()).codes).toEqual(new Map([["key.0", code]]));
  });

  test("records a working directory that is not there, and starts nothing", async () => {
    using place = new Place(shell);
    rmSync(place.work, { recursive: true });
    const { exitCode, stdout, stderr } = await place.wrap({ program: sh("echo started") });
    expect([exitCode, stdout]).toEqual([126, ""]);
    expect(stderr).toContain(place.work);
    expect((await place.records()).codes).toEqual(new Map([["key.0", 126]]));
  });

  test("starts nothing for another job that has the submission", async () => {
    using place = new Place(shell);
    await place.wrap({ job: "7", program: sh("exit 0") });
    const second = await place.wrap({ job: "8", program: sh("echo started") });
    expect([second.exitCode, second.stdout]).toEqual([unrunExitCode, ""]);
    expect(second.stderr).toBe(
      "runners: job 7 has submission key, which job 8 repeats; the program was not started.\n",
    );
    expect(await place.records("7")).toMatchObject({ owner: "7", complete: true });
    expect(await place.records("8")).toMatchObject({ owner: "7", complete: false });
  });

  test("starts one program of many jobs at once", async () => {
    using place = new Place(shell);
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        place.wrap({ job: `${index}`, program: sh("echo started") }),
      ),
    );
    const codes = results.map(({ exitCode }) => exitCode);
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
    expect(codes.filter((code) => code === unrunExitCode)).toHaveLength(11);
    expect((await place.records()).owner).toBe(`${codes.indexOf(0)}`);
  });

  test("starts the other replicas of its job, and is complete with the last one", async () => {
    using place = new Place(shell);
    await place.wrap({ replica: 1, program: sh("exit 5") });
    const half = await place.records("7", 2);
    expect(half).toMatchObject({ codes: new Map([["key.1", 5]]), complete: false });
    expect(half).not.toHaveProperty("finishedAtMs");
    await place.wrap({ replica: 0, program: sh("exit 0") });
    expect(await place.records("7", 1)).toMatchObject({ complete: true });
    expect(await place.records("7", 2)).toMatchObject({
      startedAtMs: half.startedAtMs,
      owner: "7",
      codes: new Map([
        ["key.0", 0],
        ["key.1", 5],
      ]),
      complete: true,
    });
  });

  test("is not complete while one that has begun has not ended, known of or not", async () => {
    using place = new Place(shell);
    using gate = await place.gate("gate");
    using begun = await place.gate("begun");
    const other = place.wrap({
      replica: 1,
      program: sh("echo >>../begun; read -r word <../gate"),
    });
    await execa("/bin/sh", ["-c", 'read -r word <"$1"', "wait", join(place.path, "begun")]);
    await place.wrap({ replica: 0, program: sh("exit 0") });
    expect(await place.records("7", 1)).toMatchObject({ complete: false });
    gate.open();
    await other;
    expect(await place.records("7", 1)).toMatchObject({ complete: true });
    void begun;
  });

  test("forgets an end as soon as a restart has begun", async () => {
    using place = new Place(shell);
    await place.wrap({ program: sh("exit 1") });
    using gate = await place.gate("gate");
    using begun = await place.gate("begun");
    const again = place.wrap({
      program: sh("echo >>../begun; read -r word <../gate; exit 0"),
      env: { SLURM_RESTART_COUNT: "1" },
    });
    await execa("/bin/sh", ["-c", 'read -r word <"$1"', "wait", join(place.path, "begun")]);
    expect(await place.records()).toMatchObject({ owner: "7", codes: new Map(), complete: false });
    gate.open();
    await again;
    expect(await place.records()).toMatchObject({
      codes: new Map([["key.0", 0]]),
      complete: true,
    });
    void begun;
  });

  test("forgets an end when the same start is repeated", async () => {
    using place = new Place(shell);
    await place.wrap({ program: sh("exit 1") });
    const { stdout } = await place.wrap({
      program: sh('ls "$1"', join(place.directory, "records")),
    });
    expect(stdout).toBe("key.0.0.started\n");
  });

  test.each(["TERM", "INT", "USR1"] as const)(
    "outlives SIG%s to its group, and records what the program made of it",
    async (name) => {
      using place = new Place(shell);
      using gate = await place.gate("gate");
      const wrapper = place.wrap({
        program: sh(`trap 'exit 9' ${name}; echo ready; while :; do read -r word <../gate; done`),
        detached: true,
      });
      await lineOf(wrapper);
      process.kill(-(wrapper.pid ?? NaN), `SIG${name}`);
      expect((await wrapper).exitCode).toBe(9);
      expect((await place.records()).codes).toEqual(new Map([["key.0", 9]]));
      void gate;
    },
  );

  test("waits for its program when a signal reaches itself alone", async () => {
    using place = new Place(shell);
    using gate = await place.gate("gate");
    const wrapper = place.wrap({ program: sh("echo ready; read -r word <../gate; exit 6") });
    await lineOf(wrapper);
    process.kill(wrapper.pid ?? NaN, "SIGTERM");
    gate.open();
    expect((await wrapper).exitCode).toBe(6);
    expect((await place.records()).codes).toEqual(new Map([["key.0", 6]]));
  });

  test.runIf(existsSync("/proc/self/stat"))("writes down who the program is", async () => {
    using place = new Place(shell);
    const { stdout } = await place.wrap({ program: sh("cat /proc/$$/stat") });
    const fields = stdout.split(" ");
    const record = join(place.directory, "records", "key.0.0.started");
    expect(JSON.parse(readFileSync(record, "utf8"))).toEqual({
      job: "7",
      pid: Number(fields[0]),
      group: Number(fields[4]),
      startTicks: fields[21],
      bootId: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    });
  });

  test("leaves its records to its user alone, and nothing else", async () => {
    using place = new Place(shell);
    await place.wrap({ program: sh("exit 0") });
    expect(statSync(place.directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(place.directory)).toEqual(["claim", "records"]);
    const records = readdirSync(join(place.directory, "records"));
    expect(records.filter((name) => !name.endsWith("started"))).toEqual(["key.0.0.ended"]);
  });

  test("starts nothing where it cannot write", async () => {
    using place = new Place(shell);
    mkdirSync(join(place.directory, ".."), { recursive: true });
    writeFileSync(place.directory, "a file");
    const { exitCode, stdout, stderr } = await place.wrap({ program: sh("echo started") });
    expect([exitCode, stdout]).toEqual([unrunExitCode, ""]);
    expect(stderr).toContain(`${place.directory}/records cannot be created`);
  });
});

/** Resolves with the first thing that the program prints. */
async function lineOf(wrapper: Wrapper): Promise<void> {
  await once(wrapper.stdout, "data");
}
