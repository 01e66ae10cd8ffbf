import {
  watchTrials,
  type Runner,
  type Trial,
  type TrialDetails,
  type TrialStatus,
} from "@runners/core";

/** How a trial ended, by the runner's account. */
export type End = { readonly status: TrialStatus } & TrialDetails;

/** Watches trials until each has ended. */
export async function toTheEnd(
  runner: Runner,
  trials: readonly Trial[],
): Promise<ReadonlyMap<number, End>> {
  const ends = new Map<number, End>();
  for await (const event of watchTrials(runner, () => trials)) {
    if (event.type === "poll-failed") throw event.error;
    if (event.type === "status") {
      ends.set(event.trial.index, { status: event.to, ...event.details });
    }
  }
  return ends;
}

/** As {@link toTheEnd}, for one trial. */
export async function endOf(runner: Runner, trial: Trial): Promise<End> {
  const end = (await toTheEnd(runner, [trial])).get(trial.index);
  if (end === undefined) throw new Error(`trial ${trial.index} has no end`);
  return end;
}
