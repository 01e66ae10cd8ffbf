import type { OptionRules } from "@runners/core";
import type { TorchXRunnerOptions } from "./torchx-runner-options.ts";

/** What the options are; what their values can be, `torchxRunnerSettings` checks. */
export const torchxRunnerOptionRules: OptionRules<TorchXRunnerOptions> = {
  component: {
    is: (value) => typeof value === "string" || isComponent(value),
    give: 'one of defineComponent, or the name of one of TorchX\'s, e.g. "utils.booth"',
    required: true,
  },
  componentConstParams: { is: "object", give: "an object of values by their names", secret: true },
  trackerBase: { is: "text", give: "a folder, or a URL that fsspec knows", required: true },
  scheduler: { is: "text", give: 'the name of a scheduler, e.g. "slurm"' },
  cfg: {
    is: (value) => typeof value === "function" || isObject(value),
    give: "an object of run options, or a function of the trial that gives one",
  },
  client: {
    is: (value) => value === "auto" || value === "session" || value === "cli",
    give: '"auto", "session" or "cli"',
  },
  torchx: { is: isFilledText, give: "the name or the path of the torchx command" },
  python: { is: isFilledText, give: "the name or the path of a Python that has TorchX" },
  cwd: { is: "text", give: "the path of a folder" },
  directory: { is: "text", give: "the path of a folder" },
  env: { is: "object", give: "an object of texts by their names", secret: true },
  useTorchXConfig: { is: "boolean", give: "true or false" },
  wrap: { is: "boolean", give: "true or false" },
  maxJobs: { is: "number", give: "a whole number of at least 1" },
  callTimeoutMs: { is: "number", give: "a number of milliseconds above 0" },
  maxConcurrentCalls: { is: "number", give: "a whole number of at least 1" },
  clock: { is: "clock", give: "a Clock, e.g. systemClock" },
  random: { is: "function", give: "a function, e.g. Math.random" },
};

function isComponent(value: unknown): boolean {
  if (!isObject(value)) return false;
  return (
    isObject(Reflect.get(value, "params")) && typeof Reflect.get(value, "build") === "function"
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFilledText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
