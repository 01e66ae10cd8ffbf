import { createHash } from "node:crypto";
import type { Trial } from "@runners/core";
import { parametersJson } from "./parameters-json.ts";

/**
 * The name of a trial's checkpoint directory: the same for its attempts, another for any other
 * experiment, run of it, index or parameters. No part of it is a name that somebody gave.
 */
export function checkpointName({ experiment, index, arms: [arm] }: Trial): string {
  const { name = null, runId = null } = experiment;
  const identity = JSON.stringify([name, runId, index, parametersJson(arm.parameters)]);
  const hash = createHash("sha256").update(identity).digest("hex").slice(0, 16);
  return `trial-${index}-${hash}`;
}
