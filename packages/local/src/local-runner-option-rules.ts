import type { OptionRules } from "@runners/core";
import type { LocalRunnerOptions } from "./local-runner-options.ts";

/** What the options are; what their values can be, `localRunnerSettings` checks. */
export const localRunnerOptionRules: OptionRules<LocalRunnerOptions> = {
  command: { is: "text", give: "a program's name or path", required: true },
  args: { is: areTexts, give: 'a list of texts, e.g. ["train.mjs"]' },
  parameterArguments: {
    is: (value) => value === "auto" || value === "append" || value === "none",
    give: '"auto", "append" or "none"',
  },
  cwd: { is: "text", give: "the path of a directory" },
  env: { is: "object", give: "an object of texts by their names", secret: true },
  maxConcurrency: { is: "number", give: "a whole number of at least 1" },
  gpusPerTrial: { is: "number", give: "a whole number of at least 0" },
  gpus: {
    is: (value) => typeof value === "number" || areTexts(value),
    give: 'a list of names, e.g. ["0", "1"], or how many there are',
  },
  directory: { is: "text", give: "the path of a directory" },
  stopGraceMs: { is: "number", give: "a number of milliseconds" },
  clock: { is: "clock", give: "a Clock, e.g. systemClock" },
  random: { is: "function", give: "a function, e.g. Math.random" },
};

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
