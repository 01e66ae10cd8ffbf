import type {
  BaseTrial,
  ParametersMarker,
  PolledStatuses,
  RunMetadata,
  StopOptions,
} from "@runners/core";

/** The parameterization that {@link CountingRunner} takes. */
export type CountingParameters = { readonly lr: number };

/** A runner with a constructor, a private member, a capability and a member of its own. */
export class CountingRunner {
  declare readonly "~parameters"?: ParametersMarker<CountingParameters>;
  readonly label: string;
  #runs: number;

  constructor(label: string, firstRun = 0) {
    this.label = label;
    this.#runs = firstRun;
  }

  get runs(): number {
    return this.#runs;
  }

  async run({ index }: BaseTrial<CountingParameters>): Promise<RunMetadata> {
    this.#runs += 1;
    return { name: `${this.label}-${index}` };
  }

  async pollTrialStatus(trials: Iterable<BaseTrial<CountingParameters>>): Promise<PolledStatuses> {
    return new Map([["STAGED", new Set(Array.from(trials, ({ index }) => index))]]);
  }

  async stop(
    _trial: BaseTrial<CountingParameters>,
    { reason }: StopOptions = {},
  ): Promise<RunMetadata> {
    return reason === undefined ? {} : { reason };
  }
}
