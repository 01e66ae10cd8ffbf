import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { plain } from "../format/plain.ts";
import { showPath } from "../format/show-path.ts";
import { locate, type Names } from "../load/locate.ts";
import { readExperiment } from "../load/read-experiment.ts";
import { UsageError } from "../usage-error.ts";

/** Prints what a trial has printed, in its latest attempt. Returns the exit code. */
export async function logs(
  names: Names,
  index: number,
  options: { readonly follow: boolean; readonly stream: "stdout" | "stderr" },
): Promise<number> {
  await using place = await locate(names);
  if (place.source === undefined) {
    throw new UsageError("Its runner reads the logs of a trial; give the experiment file too.");
  }
  const { file, definition } = place.source;
  const { experiment } = await readExperiment(place);
  const trial = experiment.trials.get(index);
  if (trial === undefined) {
    throw new UsageError(`${experiment.name} has no trial ${index}; "runners status" shows them.`);
  }
  if (trial.deployedAtMs === undefined) {
    const why = trial.reason === undefined ? "" : ` (${plain(trial.reason)})`;
    throw new UsageError(`Trial ${index} is ${trial.status}${why}; it has no logs now.`);
  }
  const lines = definition.runner.readLogs?.(trial, options);
  if (lines === undefined)
    throw new UsageError(`The runner of ${showPath(file)} does not keep logs.`);
  await pipeline(Readable.from(lines), withLineEnds, process.stdout, { end: false });
  return 0;
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
