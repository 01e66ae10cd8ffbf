import { RunnerError, type Parameterization } from "@runners/core";
import { describe, expect, test } from "vitest";
import { parseArgumentTemplate } from "./argument-template.ts";
import { commandArguments, type ParameterArguments } from "./command-arguments.ts";

function argumentsFor(
  args: readonly string[],
  parameters: Parameterization,
  how: ParameterArguments = "auto",
): string[] {
  return commandArguments(args.map(parseArgumentTemplate), how, parameters, 3);
}

describe("commandArguments", () => {
  const parameters = { lr: 0.1, name: "--x y", on: true, none: null };
  const appended = ["--lr=0.1", "--name=--x y", "--on=true", "--none=null"];

  test("fills placeholders, and appends nothing beside them", () => {
    expect(argumentsFor(["train.py", "--lr={lr}", "{name}"], parameters)).toEqual([
      "train.py",
      "--lr=0.1",
      "--x y",
    ]);
  });

  test("appends all parameters where there is no placeholder", () => {
    expect(argumentsFor(["train.py"], parameters)).toEqual(["train.py", ...appended]);
  });

  test("appends them beside placeholders on demand, and never on demand", () => {
    expect(argumentsFor(["{lr}"], parameters, "append")).toEqual(["0.1", ...appended]);
    expect(argumentsFor(["{lr}"], parameters, "none")).toEqual(["0.1"]);
    expect(argumentsFor([], parameters, "none")).toEqual([]);
  });

  test("does not read braces in a value as a placeholder", () => {
    expect(argumentsFor(["{a}"], { a: "{b}", b: 1 })).toEqual(["{b}"]);
  });

  test("names the nearest parameter for one that is not there", () => {
    expect(() => argumentsFor(["--lr={learning_rat}"], { learning_rate: 1, lr: 2 })).toThrow(
      "did you mean {learning_rate}? The trial has learning_rate, lr.",
    );
    expect(() => argumentsFor(["{lr}"], {})).toThrow("the trial has no parameters");
  });

  test.each(["a=b", "a b", "", "a\0b"])("refuses the name %j for --name=value", (name) => {
    const attempt = (): unknown => argumentsFor([], { [name]: 1 });
    expect(attempt).toThrow(RunnerError);
    expect(attempt).toThrow('parameterArguments to "none"');
    expect(argumentsFor([], { [name]: 1 }, "none")).toEqual([]);
  });

  test("refuses a value that no argument can carry, also where it is not an argument", () => {
    expect(() => argumentsFor([], { a: NaN }, "none")).toThrow('parameter "a" is NaN');
  });
});
