import { join } from "node:path";
import { wrapRunner, type Runner } from "@runners/core";
import { defineComponent, float, int, str, TorchXRunner } from "@runners/torchx";
import type { DriverPlan } from "./driver-plan.ts";

const script = 'mkdir -p "${1%/*}" && printf \'{"loss": 1}\' >"$1.new" && mv "$1.new" "$1"';

const component = defineComponent({
  name: "chaos",
  params: { x: float(), trial_idx: int(), tracker_base: str() },
  build: (args) => ({
    name: "chaos",
    roles: [
      {
        name: "program",
        image: "",
        entrypoint: "sh",
        args: ["-c", script, "sh", join(args.tracker_base, String(args.trial_idx))],
      },
    ],
  }),
});

/** Runs the trials of an experiment as jobs of a cluster. */
export function slurmRunner(backend: Extract<DriverPlan["backend"], { type: "slurm" }>): Runner {
  const { python, slurmConf, folder, callTimeoutMs } = backend;
  const runner: Runner = new TorchXRunner({
    component,
    trackerBase: join(folder, "results"),
    scheduler: "slurm",
    cfg: { partition: "main" },
    client: "session",
    python,
    cwd: folder,
    env: { SLURM_CONF: slurmConf },
    callTimeoutMs,
  });
  // Real users leave the cluster ten seconds.
  return wrapRunner(runner, { minPollIntervalMs: 200 });
}
