import { systemClock } from "@runners/core";
import { locate, type Names } from "../load/locate.ts";
import { readExperiment } from "../load/read-experiment.ts";
import { statusJson } from "../results/status-json.ts";
import { statusLines } from "../results/status-lines.ts";

/** Shows how an experiment goes, and who drives it. Returns the exit code. */
export async function status(names: Names, json: boolean): Promise<number> {
  await using place = await locate(names);
  const reading = await readExperiment(place);
  const { stdout } = process;
  if (json) {
    stdout.write(`${JSON.stringify(statusJson(place, reading))}\n`);
  } else {
    const width = stdout.isTTY ? stdout.columns : Infinity;
    stdout.write(`${statusLines(place, reading, systemClock.now(), width).join("\n")}\n`);
  }
  return 0;
}
