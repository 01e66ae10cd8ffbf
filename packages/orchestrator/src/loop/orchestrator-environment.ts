import {
  checkOptions,
  RunnerError,
  systemClock,
  type Clock,
  type OptionRules,
  type Runner,
} from "@runners/core";
import type { ExperimentStore } from "../store/experiment-store.ts";

export type OrchestratorEnvironment = {
  /** Where the events are kept. Default: in memory. The one who made it closes it. */
  readonly store?: ExperimentStore;
  /** Default: the runner's, else the system's. Where the runner has one, no other will do. */
  readonly clock?: Clock;
  /** Uniform in [0, 1): jitter and the identity of this experiment. Default `Math.random`. */
  readonly random?: () => number;
  /** Goes on with an experiment although its definition has changed. Default `false`. */
  readonly acceptChanges?: boolean;
};

const rules: OptionRules<OrchestratorEnvironment> = {
  store: {
    is: (value) =>
      typeof value === "object" &&
      value !== null &&
      typeof Reflect.get(value, "acquire") === "function",
    give: "an ExperimentStore, e.g. await SqliteStore.open({ path })",
  },
  clock: { is: "clock", give: "a Clock, e.g. systemClock" },
  random: { is: "function", give: "a function that gives numbers in [0, 1)" },
  acceptChanges: { is: "boolean", give: "true or false" },
};

/** @throws {RunnerError} `INVALID_ARGUMENT` */
export function checkEnvironment(environment: OrchestratorEnvironment): void {
  checkOptions("Orchestrator", environment, rules);
}

/**
 * The clock to go by. Deadlines and waits mean nothing to a runner that goes by another one.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT`
 */
export function clockFor(runner: Runner, given: Clock | undefined): Clock {
  if (given === undefined || runner.clock === undefined || given === runner.clock) {
    return given ?? runner.clock ?? systemClock;
  }
  const message =
    "The runner goes by another clock than the orchestrator; give both the same one, or the orchestrator none.";
  throw new RunnerError("INVALID_ARGUMENT", message);
}
