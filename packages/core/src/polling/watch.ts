import type { Clock } from "../clock/clock.ts";
import type { CallOptions, PolledStatuses, Runner } from "../runner.ts";
import type { TrialDetails } from "../trial-details.ts";
import type { BaseTrial } from "../trial.ts";
import { answerOf } from "./answer-of.ts";
import type { Listener, Lists } from "./listed-items.ts";
import { type Outcome, StandingWait } from "./standing-wait.ts";
import type { TrialEvent } from "./trial-event.ts";
import type { WatchSettings } from "./watch-options.ts";
import { type StatusChange, type Watched, WatchedTrials } from "./watched-trials.ts";

/**
 * Looks, tells, waits, and looks again: the steps of `watchTrials`, which says what they mean.
 *
 * Written in callbacks, not as a loop that awaits: at a change of one trial, what the awaits of such a
 * loop cost is most of the time.
 */
export class Watch<P> implements Lists {
  readonly #runner: Runner<P>;
  readonly #trials: () => Iterable<BaseTrial<P>>;
  readonly #settings: WatchSettings;
  readonly #clock: Clock;
  readonly #calling: CallOptions;
  readonly #watched: WatchedTrials<P>;

  /** The next poll of everything. */
  readonly #alarm: StandingWait<void>;
  /** What the runner says has changed; undefined: poll everything. */
  readonly #hint: StandingWait<ReadonlySet<number> | undefined>;
  /** The caller's set of trials has changed. */
  readonly #changed: StandingWait<unknown> | undefined;
  #alarmMs = Number.NaN;
  #intervalMs: number;
  #polledAtMs = -Infinity;
  #nextFullPollMs: number;
  #failures = 0;
  /** The trials to poll; undefined: all. */
  #named: ReadonlySet<number> | undefined;
  #wokenByHint = false;
  #isHinted = false;

  /** Of the poll under way, down to when its changes were noticed. */
  #asked: readonly Watched<P>[] = [];
  #isFirstLook = false;
  #changes: readonly StatusChange<P>[] = [];
  #noticedAtMs = 0;

  readonly #listener: Listener<TrialEvent<P>>;
  /** What is done once more is asked for. */
  #nextStep: () => void;
  /** What is done once something has settled. */
  #resting: (() => void) | undefined;

  constructor(
    runner: Runner<P>,
    trials: () => Iterable<BaseTrial<P>>,
    settings: WatchSettings,
    listener: Listener<TrialEvent<P>>,
  ) {
    const { clock, signal, changed, initialIntervalMs } = settings;
    this.#runner = runner;
    this.#trials = trials;
    this.#settings = settings;
    this.#listener = listener;
    this.#clock = clock;
    this.#calling = { signal };
    this.#watched = new WatchedTrials(settings);
    this.#intervalMs = initialIntervalMs;
    this.#nextFullPollMs = clock.monotonic();
    this.#alarm = new StandingWait(
      (waking) => clock.sleep(this.#alarmMs - clock.monotonic(), waking),
      this.#wake,
    );
    this.#hint = new StandingWait(
      (waking) => runner.waitForChange?.(this.#watched.live, waking),
      this.#wake,
    );
    this.#changed = changed && new StandingWait(changed, this.#wake);
    this.#nextStep = this.#begin;
    signal?.addEventListener("abort", this.#aborted);
  }

  next(): void {
    this.#nextStep();
  }

  end(): void {
    this.#resting = undefined;
    this.#settings.signal?.removeEventListener("abort", this.#aborted);
    this.#alarm.cancel();
    this.#hint.cancel();
    this.#changed?.cancel();
  }

  readonly #begin = this.#step((): void => {
    this.#calling.signal?.throwIfAborted();
    this.#look(undefined, false);
  });

  /** Waits for a reason to look, and looks. */
  readonly #wait = this.#step((): void => {
    this.#calling.signal?.throwIfAborted();
    for (;;) {
      if (this.#alarmMs !== this.#nextFullPollMs) this.#alarm.cancel();
      this.#alarmMs = this.#nextFullPollMs;
      this.#alarm.begin();
      this.#changed?.begin();
      // A hint for a set of trials that has changed since would be called off at once.
      if (this.#isHinted && this.#changed?.hasSettled !== true) this.#hint.begin();

      if (this.#alarm.hasSettled) {
        valueOf(this.#alarm.take());
        this.#look(undefined, false);
        return;
      }
      if (this.#changed?.hasSettled === true) {
        valueOf(this.#changed.take());
        this.#refresh();
        this.#intervalMs = this.#settings.initialIntervalMs;
      } else if (this.#hint.hasSettled) {
        const hint = this.#hint.take();
        if (hint !== undefined && "value" in hint) {
          this.#look(hint.value, true);
          return;
        }
        // Polling does not need it.
        this.#isHinted = false;
      } else {
        this.#rest(this.#wait);
        return;
      }
      if (this.#isHinted) continue;
      const nextPollMs = this.#clock.monotonic() + this.#intervalMs;
      this.#nextFullPollMs = Math.min(this.#nextFullPollMs, nextPollMs);
    }
  });

  /** @param named the trials to poll; undefined: all there are */
  #look(named: ReadonlySet<number> | undefined, wokenByHint: boolean): void {
    this.#named = named;
    this.#wokenByHint = wokenByHint;
    if (named === undefined) this.#refresh();
    if (this.#watched.live.size === 0) {
      this.#waitForTrials();
      return;
    }
    const shortestMs = this.#runner.minPollIntervalMs ?? 0;
    const tooEarlyMs = this.#polledAtMs + shortestMs - this.#clock.monotonic();
    if (tooEarlyMs <= 0) this.#poll();
    else this.#clock.sleep(tooEarlyMs, this.#calling).then(this.#poll, this.#listener.failed);
  }

  #refresh(): void {
    this.#hint.cancel();
    this.#watched.refresh(this.#trials(), this.#clock.monotonic());
  }

  /** No trial is left. */
  readonly #waitForTrials = this.#step((): void => {
    this.#alarm.cancel();
    if (this.#changed === undefined) {
      this.#listener.listed(undefined);
      return;
    }
    this.#changed.begin();
    if (!this.#changed.hasSettled) {
      this.#rest(this.#waitForTrials);
      return;
    }
    valueOf(this.#changed.take());
    this.#intervalMs = this.#settings.initialIntervalMs;
    this.#look(undefined, false);
  });

  readonly #poll = this.#step((): void => {
    this.#polledAtMs = this.#clock.monotonic();
    this.#asked = this.#watched.pick(this.#named);
    const trials = this.#asked.map(trialOf);
    void answerOf(this.#askStatus, trials).then(this.#answered, this.#unanswered);
  });

  readonly #unanswered = this.#step((error: unknown): void => {
    this.#calling.signal?.throwIfAborted();
    this.#failures += 1;
    this.#watched.pollFailed();
    this.#changes = [];
    this.#isFirstLook = false;
    this.#hand(this.#failures === 1 ? [{ type: "poll-failed", error }] : [], this.#explain);
  });

  readonly #answered = this.#step((polled: PolledStatuses): void => {
    const nowMs = this.#clock.monotonic();
    const { changes, doubts, firstLook } = this.#watched.apply(this.#asked, polled, nowMs);
    const failures = this.#failures;
    this.#failures = 0;
    this.#changes = changes;
    this.#isFirstLook = firstLook;
    this.#noticedAtMs = this.#clock.now();
    // Details are for changes: nothing else has to wait for them.
    if (failures === 0) this.#hand(doubts, this.#explain);
    else this.#hand([{ type: "poll-recovered", failures }, ...doubts], this.#explain);
  });

  readonly #explain = this.#step((): void => {
    if (this.#changes.length === 0) {
      this.#goOn();
      return;
    }
    const trials = this.#changes.map(trialOf);
    void answerOf(this.#askDetails, trials).then(this.#tell, this.#tellWithoutDetails);
  });

  /** Details explain a change; without them it is still one. */
  readonly #tellWithoutDetails = this.#step((): void => {
    this.#calling.signal?.throwIfAborted();
    this.#tell(undefined);
  });

  readonly #tell = this.#step((details: ReadonlyMap<number, TrialDetails> | undefined): void => {
    const noticedAtMs = this.#noticedAtMs;
    const events = this.#changes.map((change) => statusEvent(change, noticedAtMs, details));
    this.#hand(events, this.#goOn);
  });

  /** Once the caller has been told everything. */
  readonly #goOn = this.#step((): void => {
    this.#plan();
    if (this.#watched.live.size === 0) this.#begin();
    else this.#wait();
  });

  /** Takes the next step once these have been taken. */
  #hand(events: readonly TrialEvent<P>[], nextStep: () => void): void {
    this.#nextStep = nextStep;
    if (events.length > 0) this.#listener.listed(events);
    else nextStep();
  }

  readonly #askStatus = (trials: readonly BaseTrial<P>[]): Promise<PolledStatuses> =>
    this.#runner.pollTrialStatus(trials, this.#calling);

  readonly #askDetails = (
    trials: readonly BaseTrial<P>[],
  ): Promise<ReadonlyMap<number, TrialDetails>> | undefined =>
    this.#runner.pollTrialDetails?.(trials, this.#calling);

  /** When everything is to be polled next, and whether hints are heeded until then. */
  #plan(): void {
    const { initialIntervalMs, maxIntervalMs, backoffFactor, jitter, random } = this.#settings;
    const isFruitful = this.#changes.length > 0;
    const longerMs = Math.max(this.#intervalMs, 1) * backoffFactor;
    this.#intervalMs = isFruitful ? initialIntervalMs : Math.min(longerMs, maxIntervalMs);
    // A hint replaces polling in between; one that led to nothing rests until the next full poll.
    this.#isHinted =
      this.#runner.waitForChange !== undefined &&
      this.#failures === 0 &&
      !this.#watched.inDoubt &&
      (isFruitful || this.#isFirstLook || !this.#wokenByHint);
    if (this.#named !== undefined && this.#isHinted) return;
    const spread = 1 + jitter * (2 * random() - 1);
    const afterMs = this.#isHinted ? maxIntervalMs : this.#intervalMs;
    this.#nextFullPollMs = this.#polledAtMs + afterMs * spread;
  }

  #rest(step: () => void): void {
    // What is called on the way here may have aborted.
    this.#calling.signal?.throwIfAborted();
    this.#resting = step;
  }

  /** Something that is waited for has settled. */
  readonly #wake = (): void => {
    const step = this.#resting;
    this.#resting = undefined;
    step?.();
  };

  readonly #aborted = (): void => {
    if (this.#resting === undefined) return;
    this.#resting = undefined;
    this.#listener.failed(this.#calling.signal?.reason);
  };

  /** What is thrown in it, called back as it may be, ends the watch. */
  #step<Given = void>(take: (given: Given) => void): (given: Given) => void {
    return (given) => {
      try {
        take(given);
      } catch (error) {
        this.#listener.failed(error);
      }
    };
  }
}

function valueOf<T>(outcome: Outcome<T> | undefined): T | undefined {
  if (outcome !== undefined && "error" in outcome) throw outcome.error;
  return outcome?.value;
}

function trialOf<P>({ trial }: { readonly trial: BaseTrial<P> }): BaseTrial<P> {
  return trial;
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
