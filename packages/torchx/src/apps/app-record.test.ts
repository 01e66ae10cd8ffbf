import { makeTrial } from "@runners/core/testing";
import type { JsonObject } from "@runners/core";
import { expect, test } from "vitest";
import { appRecordOf, type AppRecord } from "./app-record.ts";

const record: AppRecord = {
  torchxAppHandle: "slurm://torchx/7",
  torchxTrackerBase: "/results",
  scheduler: "slurm",
  jobId: "7",
  submissionKey: "k-0",
  directory: "/runs/k-0",
  logDirectory: "/runs/k-0",
  wrapped: true,
  roles: [{ name: "k-0", replicas: 1 }],
  session: "",
};

function read(runMetadata: unknown, scheduler = "slurm"): AppRecord {
  return appRecordOf(makeTrial({}, { runMetadata: runMetadata as JsonObject }), scheduler);
}

test("reads what a runner has written", () => {
  expect(read(record)).toBe(record);
  const jobId = "research:k-0";
  const torchxAppHandle = `kubernetes://torchx/${jobId}`;
  const pod = { ...record, scheduler: "kubernetes", torchxAppHandle, jobId };
  expect(read(pod, "kubernetes")).toBe(pod);
});

test.each(Object.keys(record))("refuses %s that is missing or of another type", (field) => {
  const { [field as keyof AppRecord]: _, ...others } = record;
  for (const runMetadata of [others, { ...record, [field]: null }, { ...record, [field]: {} }]) {
    expect(() => read(runMetadata)).toThrow(`: ${field} is `);
  }
});

test.each([
  ["scheduler", { scheduler: "local_cwd" }],
  ["jobId", { jobId: "7,8" }],
  ["jobId", { jobId: "" }],
  ["torchxAppHandle", { torchxAppHandle: "slurm://torchx/8" }],
  ["torchxAppHandle", { torchxAppHandle: "kubernetes://torchx/7" }],
  ["torchxAppHandle", { torchxAppHandle: "slurm://7" }],
  ["roles", { roles: [null] }],
  ["roles", { roles: [{ name: "k-0" }] }],
  ["roles", { roles: [{ name: "k-0", replicas: -1 }] }],
  ["roles", { roles: [{ name: 0, replicas: 1 }] }],
])("names %s of %j", (field, others) => {
  const refused = expect.objectContaining({
    code: "INVALID_METADATA",
    trialIndex: 0,
    message: expect.stringContaining(`: ${field} is ${JSON.stringify(Object.values(others)[0])};`),
  }) as Error;
  expect(() => read({ ...record, ...others })).toThrow(refused);
});

test("of Kubernetes, refuses a job without its namespace", () => {
  const torchxAppHandle = "kubernetes://torchx/7";
  expect(() => read({ ...record, scheduler: "kubernetes", torchxAppHandle }, "kubernetes")).toThrow(
    ': jobId is "7"',
  );
});

test("names the trial that was never run", () => {
  for (const runMetadata of [{}, undefined, null]) {
    expect(() => read(runMetadata)).toThrow(
      "Trial 0: its run metadata is not of an app on slurm that a TorchXRunner submitted: scheduler is missing;",
    );
  }
});
