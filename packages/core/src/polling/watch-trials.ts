import type { CallOptions, PolledStatuses, Runner } from "../runner.ts";
import type { TrialDetails } from "../trial-details.ts";
import type { BaseTrial } from "../trial.ts";
import { StandingWaits } from "./standing-waits.ts";
import type { TrialEvent } from "./trial-event.ts";
import { watchSettings, type WatchOptions } from "./watch-options.ts";
import { WatchedTrials, type StatusChange } from "./watched-trials.ts";

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
 * @throws {RunnerError} `INVALID_ARGUMENT`, on the first step, for an option out of range
 */
export async function* watchTrials<P>(
  runner: Runner<P>,
  trials: () => Iterable<BaseTrial<P>>,
  options: WatchOptions = {},
): AsyncGenerator<TrialEvent<P>, void, void> {
  const settings = watchSettings(options);
  const { clock, signal, changed, initialIntervalMs, maxIntervalMs, backoffFactor } = settings;
  const calling = { signal };
  const watched = new WatchedTrials<P>(settings);
  const { live } = watched;
  const waits = new StandingWaits<Waits>();
  let alarmMs = Number.NaN;
  let intervalMs = initialIntervalMs;
  let polledAtMs = -Infinity;
  let nextFullPollMs = clock.monotonic();
  let failures = 0;
  /** What the runner says has changed; undefined: poll everything. */
  let named: ReadonlySet<number> | undefined;
  let wokenByHint = false;
  // Made once: a busy loop would make them at each change.
  const sleepUntilAlarm = (waking: CallOptions): Promise<void> =>
    clock.sleep(alarmMs - clock.monotonic(), waking);
  const nextHint = (waking: CallOptions): Promise<Waits["hint"]> => hint(runner, live, waking);

  try {
    for (;;) {
      signal?.throwIfAborted();
      if (named === undefined) {
        waits.cancel("hint");
        watched.refresh(trials(), clock.monotonic());
      }
      if (live.size === 0) {
        if (changed === undefined) return;
        waits.cancel("alarm");
        waits.begin("changed", changed);
        const wake = await waits.next(calling);
        if ("error" in wake) throw wake.error;
        intervalMs = initialIntervalMs;
        continue;
      }

      const tooEarlyMs = polledAtMs + (runner.minPollIntervalMs ?? 0) - clock.monotonic();
      if (tooEarlyMs > 0) await clock.sleep(tooEarlyMs, { signal });
      polledAtMs = clock.monotonic();
      const asked = watched.pick(named);
      let answer: { readonly polled: PolledStatuses } | undefined;
      let fruitful = false;
      let firstLook = false;
      try {
        // Awaited here: by an async function around it, each poll would take a turn and two promises more.
        answer = { polled: await runner.pollTrialStatus(asked.map(trialOf), calling) };
      } catch (error) {
        signal?.throwIfAborted();
        failures += 1;
        watched.pollFailed();
        if (failures === 1) yield { type: "poll-failed", error };
      }
      if (answer !== undefined) {
        if (failures > 0) yield { type: "poll-recovered", failures };
        failures = 0;
        const effect = watched.apply(asked, answer.polled, clock.monotonic());
        fruitful = effect.changes.length > 0;
        firstLook = effect.firstLook;
        // One by one: to delegate to a list by `yield*` costs three times as much.
        for (const doubt of effect.doubts) yield doubt;
        if (fruitful) {
          const noticedAtMs = clock.now();
          const details = await detailsOf(runner, effect.changes, calling);
          for (const change of effect.changes) yield statusEvent(change, noticedAtMs, details);
        }
      }

      if (fruitful) intervalMs = initialIntervalMs;
      else intervalMs = Math.min(Math.max(intervalMs, 1) * backoffFactor, maxIntervalMs);
      // A hint replaces polling in between; one that led to nothing rests until the next full poll.
      let hinted =
        runner.waitForChange !== undefined &&
        failures === 0 &&
        !watched.inDoubt &&
        (fruitful || firstLook || !wokenByHint);
      if (named === undefined || !hinted) {
        const spread = 1 + settings.jitter * (2 * settings.random() - 1);
        nextFullPollMs = polledAtMs + (hinted ? maxIntervalMs : intervalMs) * spread;
      }

      if (live.size === 0) {
        named = undefined;
        wokenByHint = false;
        continue;
      }
      for (let waiting = true; waiting;) {
        if (alarmMs !== nextFullPollMs) waits.cancel("alarm");
        alarmMs = nextFullPollMs;
        waits.begin("alarm", sleepUntilAlarm);
        if (changed) waits.begin("changed", changed);
        // A hint for a set of trials that has changed since would be called off at once.
        if (hinted && !waits.hasSettled("changed")) {
          waits.begin("hint", nextHint);
        }
        const wake = await waits.next(calling);
        if ("error" in wake && wake.name !== "hint") throw wake.error;
        wokenByHint = wake.name === "hint" && "value" in wake;
        named = wake.name === "hint" && "value" in wake ? wake.value : undefined;
        waiting = wake.name === "changed" || "error" in wake;
        // One that fails is done without: polling does not need it.
        if ("error" in wake) hinted = false;
        if (wake.name === "changed") {
          waits.cancel("hint");
          watched.refresh(trials(), clock.monotonic());
          intervalMs = initialIntervalMs;
        }
        if (waiting && !hinted) {
          nextFullPollMs = Math.min(nextFullPollMs, clock.monotonic() + intervalMs);
        }
      }
    }
  } finally {
    waits.cancelAll();
  }
}

/** What the loop waits for between two polls. */
type Waits = {
  /** The next poll of everything. */
  readonly alarm: void;
  /** The caller's set of trials has changed. */
  readonly changed: unknown;
  /** What the runner says has changed; undefined: poll everything. */
  readonly hint: ReadonlySet<number> | undefined;
};

/** Not an async function, which would pass the answer on through three more promises. */
function hint<P>(
  runner: Runner<P>,
  live: Iterable<BaseTrial<P>>,
  options: CallOptions,
): Promise<ReadonlySet<number> | undefined> {
  try {
    return Promise.resolve(runner.waitForChange?.(live, options));
  } catch (error) {
    return Promise.reject(error);
  }
}

function trialOf<P>({ trial }: { readonly trial: BaseTrial<P> }): BaseTrial<P> {
  return trial;
}

/** Details explain a change; without them it is still one. */
async function detailsOf<P>(
  runner: Runner<P>,
  changes: readonly StatusChange<P>[],
  options: CallOptions,
): Promise<ReadonlyMap<number, TrialDetails> | undefined> {
  try {
    return await runner.pollTrialDetails?.(changes.map(trialOf), options);
  } catch {
    options.signal?.throwIfAborted();
    return undefined;
  }
}

function statusEvent<P>(
  { trial, from, to }: StatusChange<P>,
  noticedAtMs: number,
  known: ReadonlyMap<number, TrialDetails> | undefined,
): TrialEvent<P> {
  const details = known?.get(trial.index);
  if (details === undefined) return { type: "status", trial, from, to, noticedAtMs };
  return { type: "status", trial, from, to, noticedAtMs, details };
}
