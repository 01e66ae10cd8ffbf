import { isTerminal } from "@runners/core";
import type { Experiment } from "@runners/orchestrator";
import { isDriven } from "../load/is-driven.ts";
import { locate, type Names } from "../load/locate.ts";
import { readExperiment } from "../load/read-experiment.ts";
import { runCommand } from "../load/run-command.ts";
import { showPath } from "../format/show-path.ts";
import { UsageError } from "../usage-error.ts";
import { leaveRequest } from "./leave-request.ts";

/**
 * Asks the driver of an experiment to stop trials. Returns the exit code: 1 where there is no driver
 * that could do it now.
 */
export async function stop(
  names: Names,
  which: readonly number[] | "all",
  options: { readonly reason: string; readonly force: boolean },
): Promise<number> {
  await using place = await locate(names);
  const reading = await readExperiment(place);
  const { experiment } = reading;
  const { source } = place;
  if (source !== undefined && source.definition.runner.stop === undefined) {
    throw new UsageError(
      `The runner of ${showPath(source.file)} cannot stop trials; wait for them.`,
    );
  }
  const driven = isDriven(reading);
  if (which === "all") checkGoesOn(experiment, driven);
  else for (const index of which) checkRuns(experiment, index);
  await leaveRequest(place, {
    type: "stop-trials",
    ...(which !== "all" && { indices: which }),
    ...options,
  });
  const what = which === "all" ? "all trials" : `trial ${which.join(", ")}`;
  if (driven) {
    process.stdout.write(`asked the driver of ${experiment.name} to stop ${what}\n`);
    return 0;
  }
  const remedy = `run it again, and ${what} will be stopped:\n${runCommand(place)}`;
  process.stderr.write(
    `nobody drives ${experiment.name} now, so nothing is stopped yet;\n${remedy}\n`,
  );
  return 1;
}

function checkGoesOn(experiment: Experiment, driven: boolean): void {
  if (driven || experiment.deployed.size > 0 || experiment.submitting.size > 0) return;
  throw new UsageError(`No trial of ${experiment.name} runs, and nobody drives it.`);
}

function checkRuns(experiment: Experiment, index: number): void {
  const trial = experiment.trials.get(index);
  if (trial === undefined) {
    throw new UsageError(`${experiment.name} has no trial ${index}; "runners status" shows them.`);
  }
  if (isTerminal(trial.status)) {
    throw new UsageError(`Trial ${index} has ended: it is ${trial.status}; leave it out.`);
  }
  if (!experiment.deployed.has(index)) {
    throw new UsageError(
      `Trial ${index} is not on the backend: it is ${trial.status}; leave it out.`,
    );
  }
}
