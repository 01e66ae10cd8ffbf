import { checkOptions, type OptionRules, type Runner } from "@runners/core";

const rules: OptionRules<{ readonly runner: Runner }> = {
  runner: {
    is: "runner",
    give: "a runner: an object with run and pollTrialStatus",
    required: true,
  },
};

/**
 * Refuses to wrap what is no runner, and options as `checkOptions` does.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function checkWrapper<O extends object>(
  owner: string,
  runner: Runner,
  options: O,
  optionRules: OptionRules<O>,
): void {
  checkOptions(owner, { runner }, rules);
  checkOptions(owner, options, optionRules);
}
