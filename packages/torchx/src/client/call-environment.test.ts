import { expect, test } from "vitest";
import { callEnvironment } from "./call-environment.ts";

test("leaves out what was meant for others, and adds what the user passes", () => {
  const inherited = {
    HOME: "/home/me",
    PATH: "/usr/bin",
    TORCHX_PARENT_RUN_ID: "outer",
    TORCHX_TRACKERS: "fsspec",
    TORCHX_TRACKER_FSSPEC_CONFIG: "/x",
    TORCHXCONFIG: "/mine",
    SLURM_CONF: "/etc/slurm.conf",
    SLURM_JOB_ID: "5",
    SRUN_DEBUG: "1",
    SBATCH_JOB_NAME: "outer",
    SQUEUE_PARTITION: "other",
    SACCT_FORMAT: "jobid",
    SCANCEL_STATE: "PENDING",
    NOTHING: undefined,
  };
  const env = { SBATCH_ACCOUNT: "me", HOME: "/elsewhere" };
  expect(callEnvironment("/venv/bin/torchx", { env }, inherited)).toStrictEqual({
    HOME: "/elsewhere",
    PATH: "/venv/bin:/usr/bin",
    TORCHX_TRACKERS: "fsspec",
    TORCHX_TRACKER_FSSPEC_CONFIG: "/x",
    TORCHXCONFIG: "/mine",
    SLURM_CONF: "/etc/slurm.conf",
    SBATCH_ACCOUNT: "me",
  });
  expect(callEnvironment("torchx", { env: {} }, { PATH: "/bin" })).toStrictEqual({
    PATH: "/bin",
  });
});
