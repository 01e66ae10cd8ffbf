import type { BaseTrial, CallOptions, PolledStatuses, Runner } from "@runners/core";
import { settleAllButLatest } from "./settle-all-but-latest.ts";

/** A class of runners; abstract ones and any constructor arguments are welcome. */
// oxlint-disable-next-line typescript/no-explicit-any -- the only type that takes every constructor
export type RunnerClass = abstract new (...args: any[]) => Runner;

/**
 * The class with the polls of {@link settleAllButLatest}, as Ax's mixin of this name: at most the
 * latest trial runs, and the ones before it are `COMPLETED`. Overrides `pollTrialStatus` and adds
 * nothing, so constructor, capabilities and other members are those of `Base`.
 *
 * For a runner that is an object already there is `withSingleRunningTrial`.
 *
 * @example
 * class Mine extends SingleRunningTrialMixin(SyntheticRunner) {}
 */
export function SingleRunningTrialMixin<Base extends RunnerClass>(Base: Base): Base {
  abstract class SingleRunningTrial extends Base {
    override async pollTrialStatus(
      trials: Iterable<BaseTrial<unknown>>,
      { signal }: CallOptions = {},
    ): Promise<PolledStatuses> {
      signal?.throwIfAborted();
      return settleAllButLatest(trials);
    }
  }
  return SingleRunningTrial;
}
