import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { shellApp } from "./__fixtures__/shell-app.ts";
import { SlurmCluster } from "./__fixtures__/slurm-cluster.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxVenv } from "./__fixtures__/torchx-venv.ts";
import { defineComponent } from "./component/define-component.ts";
import { TorchXRunner } from "./torchx-runner.ts";

const secret = "s3cret-of-the-role";

test("secrets are in no reason, and in no file on Slurm that others can read", async () => {
  await using cluster = await SlurmCluster.start();
  using place = temporaryDirectory();
  const args = ["-c", 'echo "the key is $KEY" >&2; exit 1'];
  await using runner = new TorchXRunner({
    component: defineComponent({
      params: {},
      build: () => shellApp({ args, env: { KEY: secret } }),
    }),
    scheduler: "slurm",
    trackerBase: join(place.path, "results"),
    cwd: place.path,
    env: cluster.env,
    ...(await torchxVenv("release")),
  });
  const trial = makeTrial({});
  const runMetadata = await runner.run(trial);
  const running = { ...trial, status: "RUNNING", runMetadata } as const;
  while (!(await runner.pollTrialStatus([running])).has("FAILED")) await systemClock.sleep(200);
  const { reason } = (await runner.pollTrialDetails([running])).get(trial.index) ?? {};
  expect(reason).toContain("the key is [KEY]");
  const entries = readdirSync(place.path, { recursive: true, withFileTypes: true });
  const telling = entries
    .filter((entry) => entry.isFile())
    .filter((file) => readFileSync(join(file.parentPath, file.name), "utf8").includes(secret));
  // What the program prints is its own affair; the script, and its trace, are TorchX's.
  for (const { name } of telling)
    expect(name).toMatch(/^torchx-sbatch\.sh$|^slurm-.*\.(?:out|err)$/);
  expect(statSync(runMetadata["directory"] as string).mode & 0o077).toBe(0);
});
