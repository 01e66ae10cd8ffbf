import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Parameterization, ParameterValue } from "@runners/core";
import { expect, test } from "vitest";
import { deploy } from "./__fixtures__/deploy.ts";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { toTheEnd } from "./__fixtures__/to-the-end.ts";
import { LocalRunner } from "./local-runner.ts";

const texts = [
  "",
  " ",
  "$(touch canary)",
  "`touch canary`",
  "; touch canary;",
  "| touch canary",
  "& touch canary &",
  "> canary",
  "\n touch canary \n",
  "' ; touch canary ; '",
  '" ; touch canary ; "',
  "$HOME",
  "${app_id}",
  "{lr}",
  "{{",
  "}}",
  "%s%n%d",
  "\\",
  "\\n\\0\\x41\\101",
  "\\c",
  "*",
  "?",
  "[a-z]*",
  "~",
  "!!",
  "#",
  "=",
  "a=b",
  "--",
  "-",
  "-n",
  "-e",
  "--lr",
  "\t",
  "\r\n",
  "\u0001\u001b[31m\u007f",
  "\u00e9",
  "e\u0301",
  "\u65e5\u672c\u8a9e",
  "\u{1f600}\u{10ffff}",
  "\u2028\u2029\u200b\ufeff",
  "\u202eright to left",
  "\uffff\ufdd0",
  "null",
  "NaN",
  "'",
  '"',
  "\\'\\\"",
  "$'a'",
  "<(true)",
];
const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.1 + 0.2,
  1e21,
  -1e21,
  1e-7,
  5e-324,
  -1e-320,
  123456789012345680000,
  2 ** 53,
  Number.EPSILON,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_VALUE,
];
const values: ParameterValue[] = [
  ...texts,
  ...texts.map((text) => `-${text}`),
  ...texts.map((text) => `${text}\n`),
  ...texts.map((text) => `'${text}" \\`),
  ...numbers,
  true,
  false,
  null,
  "x".repeat(100_000),
  "\u00e9\n".repeat(33_000),
];
const perTrial = 20;

test("hundreds of hostile values arrive byte for byte, and nothing is executed", async () => {
  await using runners = new ShellRunners();
  // Each argument ends with a NUL, which no argument has inside.
  const script = `printf '%s\\0' "$@" >"$RUNNERS_CHECKPOINT_DIR/arguments"
    cat "$RUNNERS_PARAMETERS" >"$RUNNERS_CHECKPOINT_DIR/parameters"
    printf '{"done": 1}' >"$RUNNERS_RESULTS"`;
  const names = Array.from({ length: perTrial }, (_, i) => `p${i}`);
  const runner = new LocalRunner({
    command: "/bin/sh",
    args: [
      "-c",
      script.replaceAll("{", "{{").replaceAll("}", "}}"),
      "trial",
      ...names.map((name) => `{${name}}`),
    ],
    parameterArguments: "append",
    maxConcurrency: 64,
    cwd: runners.place,
    directory: runners.directory,
  });
  expect(values.length).toBeGreaterThan(200);
  const parameterizations: Parameterization[] = [];
  for (let at = 0; at < values.length; at += perTrial) {
    const entries = names.map((name, i): [string, ParameterValue] => [
      name,
      values[at + i] ?? null,
    ]);
    parameterizations.push(Object.fromEntries(entries));
  }
  const trials = [];
  for (const [index, parameters] of parameterizations.entries()) {
    trials.push(await deploy(runner, parameters, { index }));
  }
  const ends = await toTheEnd(runner, trials);
  expect([...ends.values()].filter(({ status }) => status !== "COMPLETED")).toEqual([]);

  for (const name of readdirSync(join(runners.directory, "checkpoints"))) {
    const index = Number(name.split("-")[1]);
    const parameters = parameterizations[index] ?? {};
    const read = (file: string): string =>
      readFileSync(join(runners.directory, "checkpoints", name, file), "utf8");
    expect(JSON.parse(read("parameters"))).toEqual(parameters);
    const received = read("arguments").split("\0");
    for (const [i, parameter] of names.entries()) {
      const value = parameters[parameter];
      const alone = received[i] ?? "";
      expect(received[perTrial + i]).toBe(`--${parameter}=${alone}`);
      expect(typeof value === "number" ? Number(alone) : alone).toBe(
        typeof value === "number" ? value : String(value),
      );
    }
  }
  expect(readdirSync(runners.place)).toEqual(["runs"]);
});

test.each(["a\0b", "\ud800", NaN, Infinity])("%j is refused, and starts nothing", async (value) => {
  await using runners = new ShellRunners();
  const runner = runners.open("true");
  await expect(deploy(runner, { value })).rejects.toMatchObject({ code: "INVALID_TRIAL" });
  expect(readdirSync(runners.place)).toEqual([]);
});
