import { checkOptions, type OptionRule, type OptionRules } from "@runners/core";

/**
 * Refuses options as `checkOptions` does. A sampler is called for each trial, so that options that fit
 * are found to do so without anything being made.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function checkSamplerOptions<O extends object>(
  owner: string,
  options: O,
  rules: OptionRules<O>,
): void {
  if (!fit(options as Given, rules)) checkOptions(owner, options, rules);
}

type Given = Readonly<Record<string, unknown>> | null;

/** Whether each is known and as its rule says; `false` is to be looked into. */
function fit(options: Given, rules: Readonly<Record<string, OptionRule>>): boolean {
  if (typeof options !== "object" || options === null) return false;
  for (const name in options) {
    const is = rules[name]?.is;
    if (typeof is !== "function" || !is(options[name])) return false;
  }
  return true;
}
