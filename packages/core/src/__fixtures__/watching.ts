import { VirtualClock } from "../clock/virtual-clock.ts";
import type { TrialEvent } from "../polling/trial-event.ts";
import type { WatchOptions } from "../polling/watch-options.ts";
import { watchTrials } from "../polling/watch-trials.ts";
import type { Runner } from "../runner.ts";
import { FakeBackend, type FakeBackendOptions } from "../testing/fake-backend.ts";
import { FakeRunner } from "../testing/fake-runner.ts";
import { makeTrial } from "../testing/make-trial.ts";
import { withoutMembers } from "../testing/without-members.ts";
import { wrapRunner } from "../wrap-runner.ts";
import type { BaseTrial } from "../trial.ts";

/** An event and when it came, in a form that reads well: `5000 0 RUNNING → COMPLETED`. */
function inWords(clock: VirtualClock, event: TrialEvent): string {
  const at = clock.monotonic();
  switch (event.type) {
    case "status":
      return `${at} ${event.trial.index} ${event.from} → ${event.to}`;
    case "silent":
      return `${at} ${event.trial.index} silent for ${event.silentForMs}`;
    case "missing":
    case "heard":
      return `${at} ${event.trial.index} ${event.type}`;
    case "lost":
      return `${at} ${event.trial.index} lost, missing for ${event.missingForMs}`;
    case "poll-failed":
      return `${at} poll failed: ${(event.error as Error).message}`;
    case "poll-recovered":
      return `${at} poll recovered after ${event.failures}`;
  }
}

/** A fake backend with trials, watched on a virtual clock. */
export class Watching {
  readonly clock: VirtualClock = new VirtualClock({ startMs: 1_000_000 });
  readonly backend: FakeBackend;
  /** The runner that is watched; replaced by a test that watches another one. */
  runner: Runner;
  readonly trials: BaseTrial<unknown>[] = [];
  /** When each poll came, and which trials it asked for. */
  readonly polls: [atMs: number, ...indices: number[]][] = [];

  /** Without a hint unless told otherwise, so that polls come by the clock. */
  constructor(options: FakeBackendOptions & { readonly hints?: boolean } = {}) {
    const { hints = false, ...backend } = options;
    this.backend = new FakeBackend({ ...backend, clock: this.clock });
    const runner = new FakeRunner(this.backend);
    this.runner = hints ? runner : withoutMembers(runner, "waitForChange");
  }

  /** Runs trials; their views say `RUNNING`, and go on saying so. */
  async run(...indices: readonly number[]): Promise<this> {
    for (const index of indices) {
      const trial = makeTrial({}, { index, status: "RUNNING" });
      this.trials.push({ ...trial, runMetadata: await this.runner.run(trial) });
    }
    return this;
  }

  /** Does something when the clock says so, counted from now. */
  at(ms: number, work: () => unknown): this {
    this.clock.schedule(this.clock.now() + ms, work);
    return this;
  }

  /** Watches, without jitter unless told otherwise. */
  watch(options: WatchOptions = {}): AsyncGenerator<TrialEvent, void, void> {
    const { runner, clock, polls } = this;
    const recording = wrapRunner(runner, {
      pollTrialStatus(trials, callOptions) {
        const asked = [...trials];
        polls.push([clock.monotonic(), ...asked.map(({ index }) => index)]);
        return runner.pollTrialStatus(asked, callOptions);
      },
    });
    return watchTrials(recording, () => this.trials, { clock, jitter: 0, ...options });
  }

  /** All events in words, until watching ends. */
  async events(options: WatchOptions = {}): Promise<string[]> {
    const seen: string[] = [];
    for await (const event of this.watch(options)) seen.push(inWords(this.clock, event));
    return seen;
  }
}
