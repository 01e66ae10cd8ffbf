import { systemClock } from "@runners/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOptions } from "./__fixtures__/client-options.ts";
import { SlurmCluster } from "./__fixtures__/slurm-cluster.ts";
import { torchxGenerations, torchxVenv } from "./__fixtures__/torchx-venv.ts";
import { tryHostileValues } from "./__fixtures__/try-hostile-values.ts";
import { SessionClient } from "./session/session-client.ts";

let cluster: SlurmCluster;
beforeAll(async () => {
  cluster = await SlurmCluster.start();
});
afterAll(() => cluster[Symbol.asyncDispose]());

/** The state of a job, once it has ended. */
async function endOf(jobId: string): Promise<string> {
  for (;;) {
    const state = await cluster.call("squeue", "-h", "-t", "all", "-o", "%T", `--jobs=${jobId}`);
    if (!/^(PENDING|CONFIGURING|RUNNING|COMPLETING)$/.test(state)) return state;
    await systemClock.sleep(50);
  }
}

describe.each(torchxGenerations)("%s", (generation) => {
  test.each(["typescript", "wrapped typescript", "python"] as const)(
    "hostile values reach the program of a component in %s on Slurm, byte for byte",
    async (how) => {
      const place = cluster.makeFolder(`${generation} ${how}`);
      const venv = await torchxVenv(generation);
      const options = clientOptions(venv, place, { env: cluster.env });
      await using client = new SessionClient(venv.python, options);
      await tryHostileValues(how, {
        client,
        python: venv.python,
        place,
        scheduler: "slurm",
        cfg: (directory) => ({ partition: "main", job_dir: directory }),
        succeeded: async ({ appId }) => {
          expect(await endOf(appId)).toBe("COMPLETED");
        },
      });
    },
  );
});
