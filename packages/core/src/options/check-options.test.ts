import { expect, test } from "vitest";
import { RunnerError } from "../runner-error.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { FakeBackend } from "../testing/fake-backend.ts";
import { FakeRunner } from "../testing/fake-runner.ts";
import type { Clock } from "../clock/clock.ts";
import type { Runner } from "../runner.ts";
import { checkOptions } from "./check-options.ts";
import type { OptionRules } from "./option-rules.ts";

type Options = {
  readonly command: string;
  readonly args?: readonly string[];
  readonly jobs?: number;
  readonly env?: { readonly [name: string]: string };
  readonly clock?: Clock;
  readonly runner?: Runner;
};

const args = {
  is: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  give: "a list of texts",
};
const rules: OptionRules<Options> = {
  command: { is: "text", give: "a program", required: true },
  args,
  jobs: { is: "number", give: "a number" },
  env: { is: "object", give: "texts by name", secret: true },
  clock: { is: "clock", give: "a Clock" },
  runner: { is: "runner", give: "a Runner" },
};

function refusal(options: unknown): string {
  try {
    checkOptions("Machine", options as Options, rules);
    return "";
  } catch (error) {
    if (RunnerError.is(error, "INVALID_ARGUMENT")) return error.message;
    throw error;
  }
}

test("options that fit, or are left out, pass", () => {
  expect(refusal({ command: "sh" })).toBe("");
  expect(refusal({ command: "sh", args: undefined, jobs: undefined })).toBe("");
  expect(refusal({ command: "", args: [], jobs: NaN, env: {}, clock: new VirtualClock() })).toBe(
    "",
  );
  expect(refusal({ command: "sh", runner: new FakeRunner(new FakeBackend()) })).toBe("");
});

test.each([
  [{}, "Machine has no command; give a program."],
  [{ command: 5 }, "Machine: command is 5; give a program."],
  [{ command: null }, "Machine: command is null; give a program."],
  [{ command: "sh", args: "a" }, 'Machine: args is "a"; give a list of texts.'],
  [{ command: "sh", args: ["a", 5] }, 'Machine: args is ["a", 5]; give a list of texts.'],
  [{ command: "sh", jobs: "2" }, 'Machine: jobs is "2"; give a number.'],
  [{ command: "sh", env: "A=secret" }, "Machine: env is a string; give texts by name."],
  [{ command: "sh", env: ["secret"] }, "Machine: env is an array; give texts by name."],
  [{ command: "sh", clock: { now: Date } }, "Machine: clock is an object; give a Clock."],
  [{ command: "sh", clock: refusal }, "Machine: clock is a function; give a Clock."],
  [{ command: "sh", runner: { run: refusal } }, "Machine: runner is an object; give a Runner."],
  [
    { command: "sh", job: 2 },
    'Machine has no option "job"; it has command, args, jobs, env, clock, runner.',
  ],
  [
    undefined,
    "Machine: the options are undefined; give an object with some of command, args, jobs, env, clock, runner.",
  ],
  [
    ["sh"],
    'Machine: the options are ["sh"]; give an object with some of command, args, jobs, env, clock, runner.',
  ],
])("%j is refused", (options, message) => {
  expect(refusal(options)).toBe(message);
});

test("a value is shown only so far", () => {
  expect(refusal({ command: "sh", args: "x".repeat(1_000) }).length).toBeLessThan(150);
});

test("the rules are those of the options, and no others", () => {
  // @ts-expect-error `jobs` has no rule.
  const missing: OptionRules<Pick<Options, "args" | "jobs">> = { args };
  // @ts-expect-error There is no option `arg`.
  const superfluous: OptionRules<Pick<Options, "args">> = { args, arg: args };
  // @ts-expect-error A command has to be given.
  const optional: OptionRules<Pick<Options, "command">> = { command: args };
  // @ts-expect-error Arguments may be left out.
  const required: OptionRules<Pick<Options, "args">> = { args: { ...args, required: true } };
  expect([missing, superfluous, optional, required]).toHaveLength(4);
});
