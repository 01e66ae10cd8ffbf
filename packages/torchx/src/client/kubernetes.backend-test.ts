import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { FakeKubernetes } from "../__fixtures__/fake-kubernetes.ts";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import {
  torchxGenerations,
  torchxVenv,
  type TorchXGeneration,
} from "../__fixtures__/torchx-venv.ts";
import { CliClient } from "../cli/cli-client.ts";
import { SessionClient } from "../session/session-client.ts";
import type { ClientOptions } from "./client-options.ts";
import type { TorchXClient } from "./torchx-client.ts";

const kinds = torchxGenerations.flatMap((generation) => [
  [generation, "session"] as const,
  [generation, "cli"] as const,
]);
const key = "experiment-0123456789-0123456789-1-0";
const others = { scheduler: "kubernetes", cfg: { queue: "default" } };
const handle = `kubernetes://torchx/default:${key}`;

async function withServer(
  generation: TorchXGeneration,
  use: (
    open: (kind: TorchXClient["kind"], more?: Partial<ClientOptions>) => TorchXClient,
    server: FakeKubernetes,
    directory: string,
  ) => Promise<void>,
): Promise<void> {
  using place = temporaryDirectory();
  const venv = await torchxVenv(generation);
  const { server, kubeconfig } = await FakeKubernetes.start(place.path);
  await using clients = new AsyncDisposableStack();
  clients.use(server);
  const open: Parameters<typeof use>[0] = (kind, more = {}) => {
    const options = clientOptions(venv, place.path, { env: { KUBECONFIG: kubeconfig }, ...more });
    return clients.use(
      kind === "session" ? new SessionClient(venv.python, options) : new CliClient(options),
    );
  };
  await use(open, server, place.path);
}

test.each(torchxGenerations)(
  "%s: one list tells of all jobs, also of new ones",
  async (generation) => {
    await withServer(generation, async (open, server, directory) => {
      const client = open("session");
      await client.submit(shellSubmission(directory, key, "true", others));
      server.requests.length = 0;
      const gone = "kubernetes://torchx/default:gone";
      const statuses = await client.statuses([handle, gone]);
      expect(statuses.get(handle)).toMatchObject({ outcome: "known", state: "PENDING" });
      expect(statuses.get(gone)).toStrictEqual({ outcome: "missing" });
      expect(server.requests).toHaveLength(1);
    });
  },
);

describe.each(kinds)("Kubernetes, %s, %s", (generation, kind) => {
  test("deploys equal keys once, lists, polls and cancels", async () => {
    await withServer(generation, async (open, server, directory) => {
      const client = open(kind);
      const submission = shellSubmission(directory, key, "true", others);
      const app = { handle, appId: `default:${key}`, roles: [{ name: "role", replicas: 1 }] };
      expect(await client.submit(submission)).toStrictEqual(app);
      expect(await client.submit(submission)).toStrictEqual({ ...app, existed: true });
      // Of one that does not know of the first, too.
      expect(await open(kind).submit(submission)).toStrictEqual({ ...app, existed: true });
      expect([...server.jobs.keys()]).toStrictEqual([`default/${key}`]);
      expect(await client.list("kubernetes")).toStrictEqual([{ handle, name: key }]);

      const job = server.jobs.get(`default/${key}`);
      if (job === undefined) throw new Error("no job");
      job.status = { state: { phase: "Running" } };
      const running = (await client.statuses([handle])).get(handle);
      expect(running).toMatchObject({ outcome: "known", state: "RUNNING" });
      await client.cancel([handle]);
      // The release deletes it, the development line ends it.
      const [phase] = [...server.jobs.values()].map(({ status }) => status?.state.phase);
      expect(phase).toBe(generation === "release" ? undefined : "Aborted");
      await client.cancel([handle]);
    });
  });

  test("a quota is no room, an order that cannot be is the trial's, and what is lost is unknown", async () => {
    await withServer(generation, async (open, server, directory) => {
      const client = open(kind);
      const submission = shellSubmission(directory, key, "true", others);
      const cases = [
        [403, "jobs is forbidden: exceeded quota: gpus, requested: 4, used: 8", "NO_CAPACITY"],
        [403, "User cannot create jobs", "BACKEND"],
        [422, "spec.tasks: Required value", "INVALID_TRIAL"],
        [500, "etcd timed out", "SUBMISSION_UNKNOWN"],
      ] as const;
      for (const [index, [status, message, code]] of cases.entries()) {
        server.refusal = { status, message, inDryRun: status !== 500 };
        const submissionKey = `exp-1-${index}`;
        await expect(client.submit({ ...submission, submissionKey })).rejects.toMatchObject({
          code,
        });
      }
    });
  });

  test("lists the namespace to which it submits", async () => {
    await withServer(generation, async (open, server, directory) => {
      const cfg = { queue: "default", namespace: "research" };
      const submission = shellSubmission(directory, key, "true", { ...others, cfg });
      const [app, another] = [
        `kubernetes://torchx/research:${key}`,
        `kubernetes://torchx/default:b`,
      ];
      await open(kind).submit(submission);
      await open(kind).submit({ ...submission, submissionKey: "b", cfg: { queue: "default" } });
      const { namespace } = cfg;
      const listed = await open(kind).list("kubernetes", { namespace });
      expect(listed).toStrictEqual([{ handle: app, name: key }]);
      expect(await open(kind).list("kubernetes")).toStrictEqual([{ handle: another, name: "b" }]);
      // TorchX's configuration counts for both.
      await writeFile(join(directory, ".torchxconfig"), "[kubernetes]\nnamespace = research\n");
      const configured = open(kind, { useTorchXConfig: true });
      expect(await configured.list("kubernetes")).toStrictEqual(listed);
      expect(await configured.list("kubernetes", { namespace: null })).toHaveLength(1);
      expect((await configured.submit({ ...submission, cfg: { queue: "default" } })).existed).toBe(
        true,
      );
    });
  });

  test("a server that is not there has taken nothing, and knows nothing", async () => {
    await withServer(generation, async (open, server, directory) => {
      const client = open(kind);
      server.close();
      const submission = shellSubmission(directory, key, "true", others);
      await expect(client.submit(submission)).rejects.toMatchObject({ code: "BACKEND" });
      const statuses = await client.statuses([handle]);
      expect(statuses.get(handle)).toMatchObject({ outcome: "failed" });
    });
  });
});
