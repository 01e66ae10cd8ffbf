import { RunnerError } from "@runners/core";
import { describe, expect, test } from "vitest";
import { parseArgumentTemplate } from "./argument-template.ts";

describe("parseArgumentTemplate", () => {
  test.each([
    ["", []],
    ["train.py", [{ text: "train.py" }]],
    ["--lr={lr}", [{ text: "--lr=" }, { parameter: "lr" }]],
    ["{a}{b}", [{ parameter: "a" }, { parameter: "b" }]],
    ["{learning rate}", [{ parameter: "learning rate" }]],
    ['{{"lr": {lr}}}', [{ text: "{" }, { text: '"lr": ' }, { parameter: "lr" }, { text: "}" }]],
    ["{{lr}}", [{ text: "{" }, { text: "lr" }, { text: "}" }]],
    ["{{{lr}}}", [{ text: "{" }, { parameter: "lr" }, { text: "}" }]],
    ["line\nbreak", [{ text: "line\nbreak" }]],
  ])("reads %j", (argument, parts) => {
    expect(parseArgumentTemplate(argument)).toEqual(parts);
  });

  test.each([
    ["{", 'a single "{"'],
    ["}", 'a single "}"'],
    ["a}b", 'a single "}"'],
    ["{lr", 'a single "{"'],
    ["{}", "{} without a parameter's name"],
    ["a\0b", "NUL"],
  ])("refuses %j", (argument, message) => {
    const attempt = (): unknown => parseArgumentTemplate(argument);
    expect(attempt).toThrow(RunnerError);
    expect(attempt).toThrow(message);
  });
});
