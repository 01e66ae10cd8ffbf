import { UsageError } from "../usage-error.ts";
import { trialsAndFile } from "./trials-and-file.ts";

/** The one trial that the arguments of a command name, and the experiment file. */
export function oneTrial(args: readonly string[]): {
  readonly index: number;
  readonly file: string | undefined;
} {
  const { trials, file } = trialsAndFile(args);
  const [index, ...others] = trials;
  if (index === undefined) {
    throw new UsageError(`No trial is named: "${file}" is not the index of one; give one, e.g. 0.`);
  }
  if (others.length > 0) {
    throw new UsageError(`Trials ${trials.join(", ")} are named; give the index of one.`);
  }
  return { index, file };
}
