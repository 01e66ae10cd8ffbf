import type { OptionRules } from "@runners/core";
import type { SamplerOptions } from "./sample-runtime.ts";

/** The rules of what all samplers know. */
export const samplerOptionRules: OptionRules<SamplerOptions> = {
  seed: {
    is: (value) => typeof value === "number" || typeof value === "string",
    give: "a number or a text",
  },
  random: {
    is: (value) => typeof value === "function",
    give: "a function that gives numbers in [0, 1)",
  },
};
