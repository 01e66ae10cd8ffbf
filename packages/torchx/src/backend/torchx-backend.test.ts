import { expect, test } from "vitest";
import type { ExpectedApp } from "../apps/app-record.ts";
import type { ListedApp, TorchXClient } from "../client/torchx-client.ts";
import { torchxRunnerSettings } from "../torchx-runner-settings.ts";
import { TorchXBackend } from "./torchx-backend.ts";

/** A backend of which TorchX lists these apps. */
function backendOf(scheduler: string, listed: readonly ListedApp[]): TorchXBackend {
  const client: Pick<TorchXClient, "list"> = { list: () => Promise.resolve(listed) };
  const settings = torchxRunnerSettings({ component: "a.b", trackerBase: "/results", scheduler });
  return new TorchXBackend(client as TorchXClient, settings);
}

const expected: ExpectedApp = {
  torchxTrackerBase: "/results",
  scheduler: "aws_batch",
  submissionKey: "exp-0-0",
  directory: "/runs/exp-0-0",
  logDirectory: "",
  wrapped: false,
  roles: [],
  session: "",
};

test.each([
  "aws_batch://torchx/queue:exp-0-0-wxyz",
  "gcp_batch://torchx/project:us-west1:exp-0-0-wxyz",
  "ray://torchx/127.0.0.1:8265-exp-0-0-wxyz",
  "lsf://torchx/exp-0-0-wxyz",
  "kubernetes_mcad://torchx/default:exp-0-0-wxyz",
])("finds %s, which TorchX lists without a name", async (handle) => {
  const [scheduler = ""] = handle.split(":");
  const others = ["exp-0-1-wxyz", "exp-0-0-0-wxyz", "an-exp-0-0-wxyz"].map((name) => ({
    handle: handle.replace("exp-0-0-wxyz", name),
    name: "",
  }));
  const backend = backendOf(scheduler, [...others, { handle, name: "" }]);
  expect(await backend.find(expected, {})).toMatchObject({
    outcome: "found",
    found: [{ torchxAppHandle: handle }],
  });
});

test("on Kubernetes a job has the very name of its key", async () => {
  const app = { handle: "kubernetes://torchx/default:exp-0-0-1", name: "exp-0-0-1" };
  const found = await backendOf("kubernetes", [app]).find(expected, {});
  expect(found.outcome).toBe("absent");
});

test("takes a list for proof only where it shows all that is submitted", async () => {
  for (const scheduler of ["kubernetes", "local_cwd"]) {
    const found = await backendOf(scheduler, []).find(expected, {});
    expect(found.outcome).toBe("absent");
  }
  const app = { handle: "aws_batch://torchx/queue:other-wxyz", name: "" };
  expect(await backendOf("aws_batch", [app]).find(expected, {})).toStrictEqual({
    outcome: "unknown",
    reason: expect.stringMatching(/aws_batch lists 1 apps, and none under exp-0-0.*proves nothing/),
  });
});
