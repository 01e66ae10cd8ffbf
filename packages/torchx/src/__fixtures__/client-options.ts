import { join } from "node:path";
import { systemClock } from "@runners/core";
import type { ClientOptions } from "../client/client-options.ts";

/** Options of a client of this TorchX, which works in this folder. */
export function clientOptions(
  venv: Pick<ClientOptions, "torchx" | "python">,
  directory: string,
  others: Partial<ClientOptions> = {},
): ClientOptions {
  return {
    ...venv,
    cwd: directory,
    env: {},
    useTorchXConfig: false,
    stateDirectory: join(directory, "state"),
    callTimeoutMs: 60_000,
    maxConcurrentCalls: 2,
    clock: systemClock,
    ...others,
  };
}
