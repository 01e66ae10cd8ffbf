import { checkOptions } from "../options/check-options.ts";
import type { OptionRules } from "../options/option-rules.ts";
import type { Runner } from "../runner.ts";
import type { BaseTrial } from "../trial.ts";
import { ListedItems } from "./listed-items.ts";
import type { TrialEvent } from "./trial-event.ts";
import { Watch } from "./watch.ts";
import { watchSettings, type WatchOptions } from "./watch-options.ts";

const rules: OptionRules<{ runner: unknown; trials: unknown }> = {
  runner: { is: "runner", give: "a Runner", required: true },
  trials: { is: "function", give: "a function that gives the trials", required: true },
};

/**
 * Polls the trials until each has ended or is lost, and yields one event per change.
 *
 * Polls at growing intervals (reset by every change), all trials at a time. Where the runner
 * offers `waitForChange`, wakes early by it and polls what it names, and everything each
 * `maxIntervalMs`. A poll that fails is tried again; it changes no trial. Aborting throws the
 * signal's reason and leaves the trials as they are.
 *
 * @param trials the trials to watch, asked again before each poll of all of them; one that this
 *   loop has seen end is not polled again, whatever its view says
 * @throws {RunnerError} `INVALID_ARGUMENT`, on the first step, for an argument of a wrong type, an option
 *   that it does not know, or one that is out of range
 */
export function watchTrials<P>(
  runner: Runner<P>,
  trials: () => Iterable<BaseTrial<P>>,
  options: WatchOptions = {},
): AsyncGenerator<TrialEvent<P>, void, void> {
  return new ListedItems((listener) => {
    checkOptions("watchTrials", { runner, trials }, rules);
    const settings = watchSettings(options, runner.clock);
    return new Watch(runner, trials, settings, listener);
  });
}
