import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DriverProcess } from "../drivers/driver-process.ts";
import { isOver, judgeLocal, type Stage } from "../harness/stage.ts";

const root = new URL("../../../", import.meta.url);
const commandLine = fileURLToPath(new URL("packages/cli/src/main.ts", root));
const train = fileURLToPath(new URL("examples/penguins/train.mjs", root));
const experiment = fileURLToPath(new URL("experiment.ts", import.meta.url));
const trials = 24;

/** The example of the start command, run by the command line. */
export function exampleStage(folder: string, name: string): Stage {
  const storePath = join(folder, `${name}.db`);
  const ledgerPath = join(folder, `${name}.ledger`);
  const directory = join(folder, name);
  const env = { CHAOS_EXAMPLE: JSON.stringify([directory, ledgerPath, train]) };
  return {
    storePath,
    trials,
    readyWord: '"type"',
    drive: () =>
      new DriverProcess([commandLine, "run", experiment, "--json", "--store", storePath], env),
    heal: async () => undefined,
    isOver: () => isOver(storePath),
    // Equal keys start one process, so that nothing is left to a person.
    resolve: async () => 0,
    judge: () => judgeLocal({ storePath, ledgerPath, directory, trials }),
  };
}
