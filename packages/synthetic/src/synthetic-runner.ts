import {
  checkOptions,
  RunnerError,
  systemClock,
  type BaseTrial,
  type CallOptions,
  type Clock,
  type OptionRules,
  type PolledStatuses,
  type Runner,
  type RunOptions,
} from "@runners/core";

export type SyntheticRunnerOptions = {
  /**
   * Text that comes back in the run metadata of every trial. Default: none; an empty string counts
   * as none, as in Ax.
   */
  readonly dummyMetadata?: string;
  /** What `notAfterMs` is compared with. Default: the system's. */
  readonly clock?: Clock;
};

const rules: OptionRules<SyntheticRunnerOptions> = {
  dummyMetadata: { is: "text", give: "a string, or leave it out" },
  clock: { is: "clock", give: "a Clock, e.g. systemClock" },
};

/** What {@link SyntheticRunner.run} resolves with. */
export type SyntheticRunMetadata = {
  /** `<experiment>_<index>`, or the bare index where the experiment has no name. */
  readonly name: string;
  readonly dummyMetadata?: string;
};

/**
 * A runner without a backend: deploying a trial only gives it a name, and every trial polls
 * `COMPLETED`. For tests, examples and dry runs. It takes any parameterization, and batch trials.
 *
 * It is `"exact"` because there is nothing that could run twice: a trial has the same name each time.
 */
export class SyntheticRunner implements Runner {
  readonly runMetadataReportKeys: readonly string[] = ["name"];
  readonly submissionGuarantee = "exact";
  readonly #dummyMetadata: string;
  readonly clock: Clock;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for an option that it does not know or of a wrong type */
  constructor(options: SyntheticRunnerOptions = {}) {
    checkOptions("SyntheticRunner", options, rules);
    const { dummyMetadata = "", clock = systemClock } = options;
    this.#dummyMetadata = dummyMetadata;
    this.clock = clock;
  }

  /**
   * Names the trial.
   *
   * @throws {RunnerError} `DEADLINE_PASSED` if `notAfterMs` has passed
   */
  async run(
    trial: BaseTrial<unknown>,
    { signal, notAfterMs = Infinity }: RunOptions = {},
  ): Promise<SyntheticRunMetadata> {
    signal?.throwIfAborted();
    if (this.clock.now() > notAfterMs) {
      throw new RunnerError(
        "DEADLINE_PASSED",
        `Trial ${trial.index} was to be deployed by ${notAfterMs} (notAfterMs), which has passed; submit it anew.`,
        { trialIndex: trial.index },
      );
    }
    const { index, experiment } = trial;
    const name = experiment.name === undefined ? String(index) : `${experiment.name}_${index}`;
    return this.#dummyMetadata === "" ? { name } : { name, dummyMetadata: this.#dummyMetadata };
  }

  /** `COMPLETED` for every trial, whatever it is. */
  async pollTrialStatus(
    trials: Iterable<BaseTrial<unknown>>,
    { signal }: CallOptions = {},
  ): Promise<PolledStatuses> {
    signal?.throwIfAborted();
    return new Map([["COMPLETED", new Set(Array.from(trials, ({ index }) => index))]]);
  }
}
