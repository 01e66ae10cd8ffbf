import { isDriven } from "../load/is-driven.ts";
import type { Reading } from "../load/read-experiment.ts";

/** How an experiment stands, in a word: how it ended, or whether somebody drives it. */
export function stateOf(reading: Reading): string {
  return isDriven(reading) ? "running" : (reading.experiment.outcome ?? "interrupted");
}
