import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Trial } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { FakeKubernetes } from "./__fixtures__/fake-kubernetes.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import {
  torchxGenerations,
  torchxVenv,
  type TorchXGeneration,
} from "./__fixtures__/torchx-venv.ts";
import { defineComponent } from "./component/define-component.ts";
import { TorchXRunner } from "./torchx-runner.ts";

const component = defineComponent({
  params: {},
  build: () => ({
    name: "app",
    roles: [{ name: "role", image: "", entrypoint: "true", resource: { cpu: 1, memMB: 100 } }],
  }),
});
const submissionKey = "exp-0-0";
const cfg = { queue: "default", namespace: "research" };

/** An imitated Kubernetes, and what a runner on it is given besides its component. */
async function kubernetes(generation: TorchXGeneration, env: Record<string, string> = {}) {
  const venv = await torchxVenv(generation);
  const place = temporaryDirectory();
  const { server, kubeconfig } = await FakeKubernetes.start(place.path);
  return {
    server,
    where: {
      ...venv,
      scheduler: "kubernetes",
      trackerBase: join(place.path, "results"),
      cwd: place.path,
      env: { ...env, KUBECONFIG: kubeconfig },
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await server[Symbol.asyncDispose]();
      place[Symbol.dispose]();
    },
  };
}

test.each(torchxGenerations)(
  "%s: a job of another namespace is found by the next driver, and keeps its results",
  async (generation) => {
    await using cluster = await kubernetes(generation);
    const { server, where } = cluster;
    const { trackerBase } = where;
    server.forbidden.add("default");
    const trial = makeTrial({});
    {
      await using first = new TorchXRunner({ component, cfg, ...where });
      await first.run(trial, { submissionKey });
    }
    mkdirSync(trackerBase);
    writeFileSync(join(trackerBase, "0"), '{"m": 1}');
    const job = server.jobs.get(`research/${submissionKey}`);
    if (job === undefined) throw new Error("no job");
    job.status = { state: { phase: "Completed" } };

    await using second = new TorchXRunner({ component, cfg, ...where });
    const runMetadata = await second.run(trial, { submissionKey });
    expect(await second.findSubmission(trial, submissionKey)).toStrictEqual({
      outcome: "found",
      found: [runMetadata],
    });
    expect(Object.keys(runMetadata)).not.toContain("namespace");
    const running = { ...trial, status: "RUNNING", runMetadata } as const;
    const results = await second.fetchResults(running);
    expect(results).toMatchObject({ final: true, observations: [{ metric: "m", mean: 1 }] });
    expect(readdirSync(trackerBase)).toEqual(["0"]);
  },
);

test("a job that a list did not yet show keeps its results", async () => {
  await using cluster = await kubernetes("release");
  const { server, where } = cluster;
  const { trackerBase } = where;
  const trial = makeTrial({});
  await using first = new TorchXRunner({ component, cfg, ...where });
  await using second = new TorchXRunner({ component, cfg, ...where });
  await first.run(trial, { submissionKey });
  mkdirSync(trackerBase);
  writeFileSync(join(trackerBase, "0"), '{"m": 1}');
  server.lagging = true;
  for (const runner of [first, second]) {
    const { torchxAppHandle } = await runner.run(trial, { submissionKey });
    expect(torchxAppHandle).toBe(`kubernetes://torchx/research:${submissionKey}`);
    expect(readdirSync(trackerBase)).toEqual(["0"]);
  }
});

test("a required run option may come from TorchX's configuration, where that is read", async () => {
  await using cluster = await kubernetes("release");
  const { server, where } = cluster;
  await using plain = new TorchXRunner({ component, ...where });
  await using configured = new TorchXRunner({ component, ...where, useTorchXConfig: true });
  const missing = { code: "INVALID_ARGUMENT", message: expect.stringContaining("queue") as string };
  await expect(configured.run(makeTrial({}))).rejects.toMatchObject(missing);
  writeFileSync(join(where.cwd, ".torchxconfig"), "[kubernetes]\nqueue = research\n");
  await expect(plain.run(makeTrial({}))).rejects.toMatchObject(missing);
  await configured.run(makeTrial({}));
  expect(server.jobs.size).toBe(1);
});

test.each(torchxGenerations)(
  "%s: details tell when a job ran, and how and with what last words its pods ended",
  async (generation) => {
    await using cluster = await kubernetes(generation, { TOKEN: "s3cret-t0ken" });
    const { server, where } = cluster;
    await using runner = new TorchXRunner({ component, cfg, ...where });
    const deploy = async (index: number, phase: string): Promise<Trial> => {
      const trial = makeTrial({}, { index });
      const key = `exp-${index}-0`;
      const runMetadata = await runner.run(trial, { submissionKey: key });
      const job = server.jobs.get(`research/${key}`);
      if (job === undefined) throw new Error("no job");
      job.status = {
        state: { phase, lastTransitionTime: "2026-11-24T10:00:07Z" },
        conditions: [
          { status: "Running", lastTransitionTime: "2026-11-24T09:00:00Z" },
          { status: "Restarting", lastTransitionTime: "2026-11-24T10:00:00Z" },
          { status: "Pending", lastTransitionTime: "2026-11-24T10:00:01Z" },
          { status: "Running", lastTransitionTime: "2026-11-24T10:00:02Z" },
        ],
      };
      return { ...trial, status: "RUNNING", runMetadata };
    };
    const phases = ["Failed", "Completed", "Running", "Failed"];
    const trials = await Promise.all(phases.map((phase, index) => deploy(index, phase)));
    const log = `${"more\n".repeat(30)}\u001B[31mtoken is s3cret-t0ken\u001B[0m\u0007`;
    const pod = { log, job: "exp-0-0" };
    server.pods.set("research", [
      { ...pod, name: "exp-0-0-role-1-0", exitCode: 137, reason: "OOMKilled" },
      { ...pod, name: "exp-0-0-role-0-0", exitCode: 0, reason: "Completed" },
      { ...pod, name: "exp-1-0-role-0-0", job: "exp-1-0", exitCode: 143, reason: "Error" },
      { ...pod, name: "exp-1-0-role-1-0", job: "exp-1-0", exitCode: 0, reason: "Completed" },
      { ...pod, name: "exp-3-0-role-0-0", job: "exp-3-0", exitCode: 0, reason: "Completed" },
    ]);
    server.requests.length = 0;
    await runner.pollTrialStatus(trials);
    expect(server.requests).toHaveLength(1);
    const details = await runner.pollTrialDetails(trials);
    const startedAtMs = Date.parse("2026-11-24T10:00:02Z");
    const finishedAtMs = Date.parse("2026-11-24T10:00:07Z");
    expect(details).toStrictEqual(
      new Map([
        [
          0,
          {
            backendState: "FAILED",
            exitCode: 137,
            startedAtMs,
            finishedAtMs,
            reason: `Failed\nexp-0-0-role-1-0 ended with exit code 137 (OOMKilled)\n${"more\n".repeat(19)}token is [TOKEN]`,
          },
        ],
        [1, { backendState: "SUCCEEDED", exitCode: 0, startedAtMs, finishedAtMs }],
        [2, { backendState: "RUNNING", reason: "Running", startedAtMs }],
        // The pod that failed is gone.
        [3, { backendState: "FAILED", reason: "Failed", startedAtMs, finishedAtMs }],
      ]),
    );
  },
);
