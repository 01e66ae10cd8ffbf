import type { TrialStatus } from "@runners/core";
import type { SimTrial } from "../sim-trial.ts";

/** From a trace of the Python original: index, runtime, start, queued and completed time of a trial. */
export type GoldenTrial = readonly [number, ...(GoldenNumber | null)[]];
export type GoldenNumber = number | "Infinity" | "-Infinity" | "NaN";

/** What was observed; a key is left out where the observation before says the same. */
export type Observation = {
  readonly time: number;
  readonly queued: readonly number[];
  readonly running: readonly number[];
  readonly failed: readonly number[];
  readonly completed: readonly number[];
  readonly time_remaining: readonly GoldenNumber[] | null;
  readonly status_error: string | null;
  readonly all_trials: readonly number[];
  /** The trial that each index leads to, in the order of the indices. */
  readonly index_map: readonly GoldenTrial[];
  /** A status, or the words of an error. */
  readonly lookup: { readonly [index: string]: string };
};

export type Operation = { readonly clock_reads: number; readonly error?: string } & {
  readonly after: Partial<Observation>;
} & (
    | { readonly op: "run_trial"; readonly trial_index: number; readonly runtime: GoldenNumber }
    | { readonly op: "update" }
    | { readonly op: "stop_trial"; readonly trial_index: number }
    | {
        readonly op: "get_sim_trial_by_index";
        readonly trial_index: number;
        readonly returned: GoldenTrial | null;
      }
    | { readonly op: "set_clock"; readonly t: number }
    | {
        readonly op: "set_option";
        readonly max_concurrency?: number;
        readonly internal_clock?: number | null;
      }
    | {
        readonly op: "new_trial";
        readonly status: TrialStatus;
        readonly trial_index: number;
        readonly sim_runtime: number;
        readonly sim_start_time?: number;
      }
  );

export type Scenario = {
  readonly name: string;
  readonly note: string;
  readonly options: {
    readonly max_concurrency: number;
    readonly time_scaling: number;
    readonly failure_rate: number;
    readonly internal_clock: number | null;
    readonly use_update_as_start_time: boolean;
  };
  readonly wall_start: number | null;
  readonly wall_advance_per_read: number;
  readonly random_draws: readonly number[];
  readonly initial: { readonly [list: string]: readonly GoldenTrial[] };
  readonly init_after: Partial<Observation>;
  readonly ops: readonly Operation[];
  readonly final_trials: { readonly [list: string]: readonly GoldenTrial[] };
};

export function numberOf(value: GoldenNumber): number {
  return Number(value);
}

export function goldenNumberOf(value: number): GoldenNumber {
  return Number.isFinite(value) ? value : (String(value) as GoldenNumber);
}

/** Without the times that the trial does not have. */
export function simTrialOf([trialIndex, ...times]: GoldenTrial): SimTrial {
  const [simRuntime = Number.NaN, simStartTime, simQueuedTime, simCompletedTime] = times.map(
    (time) => (time === null ? undefined : numberOf(time)),
  );
  return {
    trialIndex,
    simRuntime,
    ...(simStartTime !== undefined && { simStartTime }),
    ...(simQueuedTime !== undefined && { simQueuedTime }),
    ...(simCompletedTime !== undefined && { simCompletedTime }),
  };
}

export function goldenTrialOf(trial: SimTrial | undefined): GoldenTrial {
  const times = [
    trial?.simRuntime,
    trial?.simStartTime,
    trial?.simQueuedTime,
    trial?.simCompletedTime,
  ];
  return [
    trial?.trialIndex ?? Number.NaN,
    ...times.map((time) => (time === undefined ? null : goldenNumberOf(time))),
  ];
}
