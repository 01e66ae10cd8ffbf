import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { whichCommandSync } from "which-command";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { withinLimit } from "../__fixtures__/within-limit.ts";
import { attemptFiles, type AttemptFiles } from "../attempts/attempt-files.ts";
import { readClaim } from "../attempts/read-claim.ts";
import { thisMachine } from "../processes/this-machine.ts";
import { installSupervisor } from "./install-supervisor.ts";
import { startSupervisor, type SupervisorOrder } from "./start-supervisor.ts";

// Those of this machine; each takes the name `sh`, by which it is a POSIX shell.
const shells = [
  ["sh", "/bin/sh"],
  ...["dash", "bash", "busybox"].flatMap((name) => {
    const path = whichCommandSync(name);
    return path === undefined ? [] : [[name, path]];
  }),
];

/** A place for attempts, and what it takes to start one. */
class Place implements Disposable {
  readonly #directory = temporaryDirectory();
  readonly shell: string;

  constructor(shell: string) {
    this.shell = join(this.path, "sh");
    symlinkSync(shell, this.shell);
    for (const name of ["attempts", "live", "ended"]) mkdirSync(join(this.path, name));
  }

  get path(): string {
    return this.#directory.path;
  }

  files(key: string): AttemptFiles {
    const files = attemptFiles(this.path, key);
    mkdirSync(files.directory, { recursive: true });
    return files;
  }

  async order(
    key: string,
    script: string,
    more: Partial<SupervisorOrder> = {},
  ): Promise<SupervisorOrder> {
    const { hostName, bootId, pidNamespace } = thisMachine();
    const identity = { version: 1 as const, directory: this.path, submissionKey: key };
    const trial = { trialIndex: 0, attempt: 0, hostName, bootId, pidNamespace };
    return {
      shell: this.shell,
      script: await installSupervisor(this.path),
      identity: { ...identity, ...trial },
      files: this.files(key),
      program: "/bin/sh",
      args: ["-c", script],
      cwd: this.path,
      env: { PATH: "/usr/bin:/bin" },
      notAfterMs: undefined,
      timeLimitMs: undefined,
      stopGraceMs: 60_000,
      ...more,
    };
  }

  async start(
    key: string,
    script: string,
    more: Partial<SupervisorOrder> = {},
    signal?: AbortSignal,
  ): Promise<string> {
    const order = await this.order(key, script, more);
    return (await startSupervisor(order, systemClock, signal)).answer;
  }

  /** The exit record, once there is one. */
  async exit(key: string): Promise<unknown> {
    const { exit, ended } = this.files(key);
    while (!existsSync(ended)) await systemClock.sleep(5);
    return JSON.parse(readFileSync(exit, "utf8"));
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

describe.each(shells)("the supervisor in %s", (_, shell) => {
  test.each(["TERM", "KILL", "SEGV", "HUP", "INT", "PIPE", "ABRT", "USR1"] as const)(
    "tells SIG%s",
    async (signal) => {
      using place = new Place(shell);
      await place.start("a", `kill -${signal} $$; sleep 100000`);
      const code = constants.signals[`SIG${signal}`];
      expect(await place.exit("a")).toEqual({ state: "signalled", code, stopped: false });
    },
  );

  test.each([0, 1, 2, 126, 127, 128, 129, 137, 139, 143, 192, 193, 255])(
    "tells exit code %i, also where a signal has the same in a shell",
    async (code) => {
      using place = new Place(shell);
      await place.start("a", `exit ${code}`);
      expect(await place.exit("a")).toEqual({ state: "exited", code, stopped: false });
    },
  );

  test("tells that the program could not be started", async () => {
    using place = new Place(shell);
    const program = join(place.path, "program");
    writeFileSync(program, "#!/no/such/interpreter\n", { mode: 0o755 });
    await place.start("a", "", { program });
    expect(await place.exit("a")).toMatchObject({ state: "spawn-failed", stopped: false });
    await place.start("b", "", { program: place.path });
    expect(await place.exit("b")).toMatchObject({ state: "spawn-failed", stopped: false });
  });

  test("of many at once, one claims the attempt, and the program runs once", async () => {
    using place = new Place(shell);
    for (const key of ["a", "b", "c"]) {
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => place.start(key, `echo ${key} >>ledger`)),
      );
      expect(answers.filter((answer) => answer !== "taken").length).toBe(1);
      await place.exit(key);
    }
    expect(readFileSync(join(place.path, "ledger"), "utf8")).toBe("a\nb\nc\n");
  });

  test("refuses to start after the deadline, and frees the attempt", async () => {
    using place = new Place(shell);
    const late = { notAfterMs: systemClock.now() - 1_000 };
    expect(await place.start("a", "echo a >>ledger", late)).toBe("late");
    const files = place.files("a");
    for (const path of [files.claim, files.pid, files.live, files.exit]) {
      expect(existsSync(path)).toBe(false);
    }
    const ahead = { notAfterMs: systemClock.now() + 3_600_000 };
    expect(await place.start("a", "echo a >>ledger", ahead)).toBe("started");
    await place.exit("a");
    expect(readFileSync(join(place.path, "ledger"), "utf8")).toBe("a\n");
  });

  test("after the deadline claims nothing, not even for a moment", async () => {
    using place = new Place(shell);
    const { directory } = place.files("a");
    const order = await place.order("a", "true", { notAfterMs: systemClock.now() - 1_000 });
    const seen = new Set<string | null>();
    const watcher = watch(directory, (_event, name) => seen.add(name));
    expect((await startSupervisor(order, systemClock, undefined)).answer).toBe("late");
    writeFileSync(join(directory, "last"), "");
    while (!seen.has("last")) await once(watcher, "change");
    watcher.close();
    expect([...seen]).not.toContain("claim");
  });

  test("does not start what is to be stopped by then", async () => {
    using place = new Place(shell);
    writeFileSync(place.files("a").stop, "{}\n");
    expect(await place.start("a", "echo a >>ledger")).toBe("ended");
    expect(await place.exit("a")).toMatchObject({ state: "stopped" });
    expect(existsSync(join(place.path, "ledger"))).toBe(false);
  });

  test("keeps a time limit, and the grace period after it", async () => {
    using place = new Place(shell);
    const { SIGTERM, SIGKILL } = constants.signals;
    const ended = { state: "signalled", stopped: true };
    const stopGraceMs = 50;
    await place.start("heeds", "exec sleep 100000", { timeLimitMs: 1, stopGraceMs });
    expect(await place.exit("heeds")).toEqual({ ...ended, code: SIGTERM });
    expect(existsSync(place.files("heeds").overdue)).toBe(true);
    const ignoring = 'trap "" TERM; echo begun >begun; sleep 100000; sleep 100000';
    const key = await withinLimit(join(place.path, "begun"), async (timeLimitMs) => {
      await place.start(`ignores-${timeLimitMs}`, ignoring, { timeLimitMs, stopGraceMs });
      await place.exit(`ignores-${timeLimitMs}`);
      return `ignores-${timeLimitMs}`;
    });
    expect(await place.exit(key)).toEqual({ ...ended, code: SIGKILL });
    expect(existsSync(place.files(key).overdue)).toBe(true);
    await place.start("quick", "true", { timeLimitMs: 1_000_000 });
    expect(await place.exit("quick")).toEqual({ state: "exited", code: 0, stopped: false });
    expect(existsSync(place.files("quick").overdue)).toBe(false);
  });

  test("claims nothing when its driver dies before its word, or thinks better of it", async () => {
    using place = new Place(shell);
    const { script } = await place.order("a", "");
    const args = [
      script,
      "supervise",
      shell,
      place.path,
      "a",
      "none",
      "0",
      "1",
      "1",
      "/usr/bin:/bin",
      "none",
      "none",
    ];
    const silent = await execa(place.shell, [...args, "/bin/echo"], { input: "" });
    expect(silent).toMatchObject({ exitCode: 0, stdout: "" });
    const controller = new AbortController();
    const reason = new Error("thought better");
    const start = place.start("a", "echo a >>ledger", {}, controller.signal);
    controller.abort(reason);
    await expect(start).rejects.toBe(reason);
    expect(await readClaim(place.files("a"))).toBeUndefined();
    expect(existsSync(join(place.path, "ledger"))).toBe(false);
  });

  test("runs a program whose environment has its own variables, and leaves them as they are", async () => {
    using place = new Place(shell);
    const env = { PATH: "/nowhere", stopped: "mine", state: "mine", code: "mine", IFS: "e" };
    await place.start("a", 'echo "$PATH $stopped $state $code"', { env });
    expect(await place.exit("a")).toMatchObject({ state: "exited", code: 0 });
    expect(readFileSync(place.files("a").stdout, "utf8")).toBe("/nowhere mine mine mine\n");
  });

  test("leaves no file of its own but the records", async () => {
    using place = new Place(shell);
    await place.start("a", "true");
    await place.exit("a");
    const names = readdirSync(place.files("a").directory).filter(
      (name) => !/^supervisor-\d+$/.test(name),
    );
    expect(names.toSorted()).toEqual([
      "claim",
      "exit.json",
      "pid",
      "stderr.log",
      "stdout.log",
      "supervisor.log",
    ]);
    expect(readdirSync(join(place.path, "live"))).toEqual([]);
  });
});
