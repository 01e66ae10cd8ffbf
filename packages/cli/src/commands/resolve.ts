import type { Request } from "@runners/orchestrator";
import { isDriven } from "../load/is-driven.ts";
import { locate, type Names } from "../load/locate.ts";
import { readExperiment } from "../load/read-experiment.ts";
import { runCommand } from "../load/run-command.ts";
import { UsageError } from "../usage-error.ts";
import { leaveRequest } from "./leave-request.ts";

type Resolution = Extract<Request, { type: "resolve" }>["resolution"];

/** Records what a person says of a submission, for the driver to act on. Returns the exit code. */
export async function resolve(
  names: Names,
  index: number,
  resolution: Resolution,
): Promise<number> {
  await using place = await locate(names);
  const reading = await readExperiment(place);
  const { experiment } = reading;
  if (!experiment.unresolved.has(index)) {
    const waiting = [...experiment.unresolved];
    const which = waiting.length === 0 ? "none does" : `these do: ${waiting.join(", ")}`;
    throw new UsageError(`Trial ${index} does not wait for anybody to resolve it; ${which}.`);
  }
  await leaveRequest(place, { type: "resolve", index, resolution });
  process.stdout.write(
    isDriven(reading)
      ? `told the driver of ${experiment.name} about trial ${index}\n`
      : `recorded; nobody drives ${experiment.name} now, so go on with it: ${runCommand(place)}\n`,
  );
  return 0;
}
