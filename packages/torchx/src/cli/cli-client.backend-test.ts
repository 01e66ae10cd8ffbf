import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { collect } from "../__fixtures__/collect.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { CliClient } from "./cli-client.ts";

const gone = "local_cwd://torchx/gone";

describe.each(torchxGenerations)("%s", (generation) => {
  test("asks through a component of its own", async () => {
    using place = temporaryDirectory();
    const cli = new CliClient(clientOptions(await torchxVenv(generation), place.path));
    expect(await cli.schedulers()).toContain("slurm");
    expect(await cli.signatureOf("utils.echo")).toContainEqual({
      name: "num_replicas",
      type: { kind: "int" },
      optional: false,
      hasDefault: true,
      variadic: false,
    });
    expect(await cli.runOptionsOf("slurm")).toContainEqual({
      name: "partition",
      type: "str",
      required: false,
    });
    await expect(cli.runOptionsOf("nowhere")).rejects.toThrow(/no scheduler `nowhere`; it has/);
    const plan = await cli.plan(shellSubmission(place.path, "exp-1-0", "true"));
    expect(plan).toMatchObject({ client: "cli", roles: [{ name: "exp-1-0", replicas: 1 }] });
    const file = join(place.path, "a");
    writeFileSync(file, "text");
    await cli.moveText(file, `${file}b`);
    expect(await cli.readText(file)).toBeUndefined();
    expect(await cli.readText(`${file}b`)).toBe("text");
  });

  test("tells a missing app from a question that failed", async () => {
    using place = temporaryDirectory();
    const cli = new CliClient(clientOptions(await torchxVenv(generation), place.path));
    const statuses = await cli.statuses([gone, "nowhere://torchx/x"]);
    expect(statuses.get(gone)).toStrictEqual({ outcome: "missing" });
    expect(statuses.get("nowhere://torchx/x")).toMatchObject({ outcome: "failed" });
    await cli.cancel([gone]);
    const log = { role: "r", replica: 0, stream: "stdout", follow: false } as const;
    await expect(collect(cli.logLines(gone, log))).rejects.toMatchObject({ code: "BACKEND" });
  });

  test("refuses what cannot be submitted", async () => {
    using place = temporaryDirectory();
    const cli = new CliClient(clientOptions(await torchxVenv(generation), place.path));
    const submission = shellSubmission(place.path, "exp-1-0", "true");
    await expect(cli.submit(submission)).rejects.toMatchObject({ code: "UNSUPPORTED" });
    await expect(cli.submit({ ...submission, scheduler: "nowhere" })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("invalid choice: 'nowhere'"),
    });
    const kubernetes = { ...submission, scheduler: "kubernetes", cfg: {} };
    await expect(cli.submit(kubernetes)).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("queue"),
    });
    const source = { kind: "component", name: "./none.py:f", arguments: {} } as const;
    await expect(cli.submit({ ...kubernetes, source })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining("none.py"),
    });
  });
});

test("says what to install where there is no command", async () => {
  using place = temporaryDirectory();
  const venv = { torchx: "/nowhere/torchx", python: "python3" };
  const cli = new CliClient(clientOptions(venv, place.path, { clock: systemClock }));
  await expect(cli.schedulers()).rejects.toThrow(/pip install torchx/);
  await expect(cli.statuses([gone])).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});
