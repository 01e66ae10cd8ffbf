import { expect, test } from "vitest";
import { TorchXRunner } from "./torchx-runner.ts";

test.each([
  ["local_cwd", false],
  ["local_docker", true],
  ["slurm", true],
])("whether trials on %s outlive the runner", async (scheduler, resumable) => {
  await using runner = new TorchXRunner({ component: "a.b", trackerBase: "/results", scheduler });
  expect(runner.resumable).toBe(resumable);
});
