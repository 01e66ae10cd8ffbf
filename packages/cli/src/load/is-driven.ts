import type { Reading } from "./read-experiment.ts";

/** Whether somebody drives the experiment, or may do so on another machine. */
export function isDriven({ driver }: Reading): boolean {
  return driver !== undefined && driver.state !== "dead";
}
