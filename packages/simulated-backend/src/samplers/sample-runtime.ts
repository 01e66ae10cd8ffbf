import type { BaseTrial } from "@runners/core";

/** How long a trial will take, in seconds. */
export type SampleRuntime<P = unknown> = (trial: BaseTrial<P>) => number;

/** What all samplers of this package know. */
export type SamplerOptions = {
  /** The runtime of a trial depends on this and its index alone. Default 0. */
  readonly seed?: number | string;
  /** Draws from [0, 1) instead; the runtime then depends on the order of the calls. */
  readonly random?: () => number;
};
