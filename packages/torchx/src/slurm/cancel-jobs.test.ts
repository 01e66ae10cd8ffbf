import { expect, test } from "vitest";
import { FakeSlurm } from "./__fixtures__/fake-slurm.ts";
import { cancelJobs } from "./cancel-jobs.ts";

test("cancels many in one call", async () => {
  using slurm = new FakeSlurm({ scancel: {} });
  await cancelJobs(["1", "2", "3"], slurm.options);
  expect(slurm.calls("scancel")).toEqual(["1 2 3"]);
});

test("calls nothing for no job", async () => {
  using slurm = new FakeSlurm({ scancel: {} });
  await cancelJobs([], slurm.options);
  expect(slurm.calls("scancel")).toEqual([]);
});

test.each([
  "scancel: error: Kill job error on job id 1: Invalid job id specified\n",
  "scancel: error: Kill job error on job id 1: Job/step already completing or completed\n",
])("takes %j for done", async (stderr) => {
  using slurm = new FakeSlurm({ scancel: { stderr, exitCode: 1 } });
  await expect(cancelJobs(["1"], slurm.options)).resolves.toBeUndefined();
});

test.each([
  "scancel: error: Kill job error on job id 1: Socket timed out on send/recv operation\n",
  "scancel: error: Kill job error on job id 1: Invalid job id specified\nscancel: error: Kill job error on job id 2: Access/permission denied\n",
  "",
])("rejects at %j", async (stderr) => {
  using slurm = new FakeSlurm({ scancel: { stderr, exitCode: 1 } });
  await expect(cancelJobs(["1", "2"], slurm.options)).rejects.toMatchObject({ code: "BACKEND" });
});

test("hands over nothing but ids", async () => {
  using slurm = new FakeSlurm({ scancel: {} });
  await expect(cancelJobs(["1", "--me"], slurm.options)).rejects.toMatchObject({
    code: "INVALID_METADATA",
  });
  expect(slurm.calls("scancel")).toEqual([]);
});
