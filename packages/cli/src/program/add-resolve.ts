import type { JsonObject } from "@runners/core";
import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { UsageError } from "../usage-error.ts";
import type { Done } from "./done.ts";
import { oneTrial } from "./one-trial.ts";
import { fileHelp, storeOption } from "./store-option.ts";

type Options = {
  readonly store?: string;
  readonly attach?: JsonObject;
  readonly resubmit?: boolean;
  readonly abandon?: boolean;
};

const help = `
A submission waits for this where neither the backend nor the driver can tell what became of it: look
for its submission key ("runners status" shows it) on the backend, then say what you found.
`;

export function addResolve(root: Command, done: Done): void {
  root
    .command("resolve")
    .description("say what became of a submission that nobody else can know")
    .usage("[options] [file] <trial>")
    .argument("<trial...>", `index of the trial; beside it ${fileHelp}`)
    .addOption(storeOption())
    .option("--attach <json>", "it runs: the metadata that its runner knows it by", jsonObject)
    .option("--resubmit", "it is not on the backend, nor on its way: submit it again")
    .option("--abandon", "give it up")
    .addHelpText("after", help)
    .action(async (args: string[], { store, attach, resubmit, abandon }: Options) => {
      const { index, file } = oneTrial(args);
      const [resolution, ...more] = [
        ...(attach === undefined ? [] : [{ type: "attach", runMetadata: attach } as const]),
        ...(resubmit === true ? [{ type: "resubmit" } as const] : []),
        ...(abandon === true ? [{ type: "abandon" } as const] : []),
      ];
      if (resolution === undefined || more.length > 0) {
        throw new UsageError("Give one of --attach <json>, --resubmit and --abandon.");
      }
      const { resolve } = await import("../commands/resolve.ts");
      done(await resolve({ file, store }, index, resolution));
    });
}

function jsonObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`It is no JSON (${said}).`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw new InvalidArgumentError('Give a JSON object, e.g. {"id":"job-17"}.');
}
