import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SlurmCluster } from "../__fixtures__/slurm-cluster.ts";
import { refusalCode } from "./refusal-code.ts";

let cluster: SlurmCluster;

beforeAll(async () => {
  cluster = await SlurmCluster.start();
  const limits = "MaxTRESPerJob=cpu=2 Flags=DenyOnLimit MaxSubmitJobsPerUser=1".split(" ");
  await cluster.call("sacctmgr", "-i", "add", "qos", "tight", ...limits);
  const user = await cluster.call("id", "-un");
  await cluster.call("sacctmgr", "-i", "modify", "user", user, "set", "qos+=tight");
  await cluster.call("scontrol", "update", "PartitionName=short", "State=INACTIVE");
});
afterAll(() => cluster[Symbol.asyncDispose]());

/** What sbatch says where it does not take a job. */
async function refusal(args: readonly string[], timeout = 60_000): Promise<string> {
  const { exitCode, stderr } = await execa(
    "sbatch",
    ["--output=/dev/null", ...args, "--wrap=true"],
    { env: cluster.env, extendEnv: false, reject: false, timeout },
  );
  expect(exitCode).not.toBe(0);
  return stderr;
}

describe("what a real sbatch refuses", () => {
  test.each([
    ["INVALID_ARGUMENT", "--partition=nosuch"],
    ["INVALID_ARGUMENT", "--account=nosuch"],
    ["INVALID_ARGUMENT", "--qos=nosuch"],
    ["INVALID_ARGUMENT", "--mem=999999999"],
    ["INVALID_ARGUMENT", "--gres=gpu:1"],
    ["INVALID_ARGUMENT", "--constraint=nosuch"],
    ["INVALID_ARGUMENT", "--nodelist=nosuch"],
    ["INVALID_ARGUMENT", "--reservation=nosuch"],
    ["INVALID_ARGUMENT", "--licenses=nosuch"],
    ["INVALID_ARGUMENT", "--time=abc"],
    ["INVALID_ARGUMENT", "--nosuch"],
    ["INVALID_ARGUMENT", "--qos=tight --ntasks=4"],
    ["BACKEND", "--partition=short"],
  ])("%s: %s", async (code, args) => {
    expect(refusalCode(await refusal(args.split(" ")))).toBe(code);
  });

  test("NO_CAPACITY: more jobs than a user may have", async () => {
    await cluster.submit("first", "true", "--hold", "--qos=tight");
    expect(refusalCode(await refusal(["--qos=tight"]))).toBe("NO_CAPACITY");
  });

  test("no answer in time is no refusal", async () => {
    cluster.pauseController();
    try {
      const said = await refusal([]);
      expect(said).toContain("Socket timed out on send/recv operation");
      expect(refusalCode(said)).toBeUndefined();
    } finally {
      cluster.resumeController();
    }
  });
});
