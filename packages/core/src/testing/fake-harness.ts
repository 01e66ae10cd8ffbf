import { VirtualClock } from "../clock/virtual-clock.ts";
import type { Runner } from "../runner.ts";
import type { BaseTrial, Trial } from "../trial.ts";
import type { ConformanceHarness, TrialFate } from "./conformance/conformance-harness.ts";
import { FakeBackend, type FakeBackendOptions } from "./fake-backend.ts";
import { FakeRunner, type FakeRunnerOptions } from "./fake-runner.ts";
import { makeTrial } from "./make-trial.ts";
import { SpyClock } from "./spy-clock.ts";

/** What is under test, and what the fakes behind it are like. */
export type FakeHarnessOptions = {
  /** Makes the runner under test of a fake one, each time that one is opened. Default: itself. */
  readonly wrap?: (runner: FakeRunner, backend: FakeBackend) => Runner;
  /** The fake runner. Default: it promises all there is, and refuses trials whose parameters are null. */
  readonly runner?: FakeRunnerOptions;
  /** The fake backend. Default: its jobs run at once, until they are finished. */
  readonly backend?: Omit<FakeBackendOptions, "clock">;
  /** Where the time of it all comes from. Default: a clock that only settling moves. */
  readonly clock?: VirtualClock;
};

/**
 * A harness of the conformance suite around a {@link FakeRunner}, which can bring about all that the
 * suite asks for: to run the suite on a wrapper of runners, as in
 * `create: () => new FakeHarness({ wrap: withMyWrapper })`. Its time is virtual, and moves on by
 * 10 ms whenever the suite settles; wait and time out on `backend.clock`.
 */
export class FakeHarness implements ConformanceHarness {
  readonly backend: FakeBackend;
  readonly clock: SpyClock;
  readonly runner: Runner;
  readonly patience = 50;
  readonly #options: FakeHarnessOptions;
  readonly #time: VirtualClock;
  readonly #fates = new Map<number, TrialFate>();

  constructor(options: FakeHarnessOptions = {}) {
    this.#options = options;
    this.#time = options.clock ?? new VirtualClock({ startMs: 1_000_000, auto: false });
    this.clock = new SpyClock(this.#time);
    this.backend = new FakeBackend({ ...options.backend, clock: this.clock });
    this.runner = this.reopen();
  }

  reopen(): Runner {
    const { runner: options, wrap = (runner: FakeRunner): Runner => runner } = this.#options;
    return wrap(new FakeRunner(this.backend, { refuses, ...options }), this.backend);
  }

  makeTrial(index: number, fate: TrialFate): Trial<unknown> {
    this.#fates.set(index, fate);
    return makeTrial({ fate }, { index });
  }

  makeInvalidTrial(index: number): Trial<unknown> {
    return makeTrial(null, { index });
  }

  finish({ index }: BaseTrial<unknown>): void {
    const exitCode = this.#fates.get(index) === "fails" ? 1 : 0;
    this.backend.measure(index, { metric: "loss", mean: 0.25, sem: 0.01, step: 3 });
    this.backend.print(index, `trial ${index}`);
    this.backend.print(index, "done");
    this.backend.finish(index, { exitCode });
  }

  async settle(): Promise<void> {
    await this.#time.advance(10);
  }

  acceptedJobs({ index }: BaseTrial<unknown>): number {
    return this.backend.ledger.filter(({ trialIndex }) => trialIndex === index).length;
  }

  setReachable(reachable: boolean): void {
    this.backend.setReachable(reachable);
  }

  forget({ index }: BaseTrial<unknown>): void {
    this.backend.forget(index);
  }

  reportUnmapped({ index }: BaseTrial<unknown>): string {
    this.backend.report(index, "HELD_FOR_REVIEW");
    return "HELD_FOR_REVIEW";
  }

  requeue({ index }: BaseTrial<unknown>): void {
    this.backend.requeue(index);
  }

  exhaust(): void {
    this.backend.setSlots(0);
  }
}

function refuses(trial: BaseTrial<unknown>): string | undefined {
  return trial.arms.some(({ parameters }) => parameters === null)
    ? "it has no parameters"
    : undefined;
}
