import { csvLine } from "../format/csv-line.ts";
import { locate, type Names } from "../load/locate.ts";
import { readExperiment } from "../load/read-experiment.ts";
import { resultsCsv } from "../results/results-csv.ts";
import { resultsTable } from "../results/results-table.ts";
import { trialJson } from "../results/trial-json.ts";

/** Prints what the trials have measured so far. Returns the exit code. */
export async function results(names: Names, format: "text" | "csv" | "json"): Promise<number> {
  await using place = await locate(names);
  const { experiment } = await readExperiment(place);
  const { stdout } = process;
  if (format === "csv") {
    for (const row of resultsCsv(experiment)) stdout.write(`${csvLine(row)}\n`);
  } else if (format === "json") {
    for (const trial of experiment.trials.values()) {
      stdout.write(`${JSON.stringify(trialJson(trial))}\n`);
    }
  } else {
    const width = stdout.isTTY ? stdout.columns : Infinity;
    stdout.write(`${resultsTable(experiment, width).join("\n")}\n`);
  }
  return 0;
}
