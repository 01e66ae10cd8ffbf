import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

type Job = {
  metadata: { name: string; namespace: string };
  status?: {
    state: { phase: string; message?: string; lastTransitionTime?: string };
    conditions?: readonly { status: string; lastTransitionTime: string }[];
  };
};

/** A pod of a job whose container has ended. */
type EndedPod = {
  readonly name: string;
  readonly job: string;
  readonly exitCode: number;
  readonly reason: string;
  readonly log: string;
};

/** As much of a Kubernetes API server, with Volcano's jobs, as TorchX asks for. */
export class FakeKubernetes implements AsyncDisposable {
  /** By namespace and name, `default/a`. */
  readonly jobs = new Map<string, Job>();
  /** By namespace. */
  readonly pods = new Map<string, readonly EndedPod[]>();
  /** Method and path of each request. */
  readonly requests: string[] = [];
  /** Namespaces of which nothing may be listed. */
  readonly forbidden = new Set<string>();
  /** Lists show nothing yet. */
  lagging = false;
  /** What the next jobs are refused with, if anything. */
  refusal:
    | { readonly status: number; readonly message: string; readonly inDryRun: boolean }
    | undefined;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  /** Serves; `kubeconfig` is written into the folder and says where. */
  static async start(
    directory: string,
  ): Promise<{ readonly server: FakeKubernetes; readonly kubeconfig: string }> {
    const server = new FakeKubernetes();
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    const { port } = server.#server.address() as AddressInfo;
    const kubeconfig = join(directory, "kubeconfig");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "fake",
      clusters: [{ name: "fake", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "fake", user: {} }],
      contexts: [
        { name: "fake", context: { cluster: "fake", user: "fake", namespace: "default" } },
      ],
    };
    await writeFile(kubeconfig, JSON.stringify(config));
    return { server, kubeconfig };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    const path = url.split("?")[0] ?? "";
    this.requests.push(`${method} ${url}`);
    let text = "";
    for await (const chunk of request) text += String(chunk);
    if (path.startsWith("/api/v1/"))
      return this.#answerForPods(new URL(url, "http://fake"), response);
    const parts = /\/namespaces\/([^/]+)\/jobs(?:\/([^/]+)(\/status)?)?$/.exec(path);
    if (parts === null) return send(response, 404, failure(404, "NotFound", path));
    const [, namespace = "", name] = parts;
    if (method === "GET" && name === undefined) {
      if (this.forbidden.has(namespace)) {
        const message = `cannot list jobs in the namespace "${namespace}"`;
        return send(response, 403, failure(403, "Forbidden", message));
      }
      const jobs = this.lagging ? [] : [...this.jobs.values()];
      const items = jobs.filter(({ metadata }) => metadata.namespace === namespace);
      return send(response, 200, { items });
    }
    if (method === "POST") {
      const job = JSON.parse(text) as Job;
      const { refusal } = this;
      const isDryRun = url.includes("dryRun");
      if (refusal !== undefined && (refusal.inDryRun || !isDryRun)) {
        return send(
          response,
          refusal.status,
          failure(refusal.status, "Forbidden", refusal.message),
        );
      }
      if (isDryRun) return send(response, 201, job);
      const own = job.metadata.name;
      if (this.jobs.has(`${namespace}/${own}`)) {
        const details = { details: { name: own } };
        const message = `jobs.batch.volcano.sh "${own}" already exists`;
        return send(response, 409, { ...failure(409, "AlreadyExists", message), ...details });
      }
      job.metadata.namespace = namespace;
      this.jobs.set(`${namespace}/${own}`, job);
      return send(response, 201, job);
    }
    const job = this.jobs.get(`${namespace}/${name}`);
    if (job === undefined) {
      const message = `jobs.batch.volcano.sh "${name}" not found`;
      return send(response, 404, failure(404, "NotFound", message));
    }
    if (method === "PUT") job.status = { state: { phase: "Aborted" } };
    if (method === "DELETE") this.jobs.delete(`${namespace}/${name}`);
    return send(response, 200, job);
  }

  #answerForPods({ pathname, searchParams }: URL, response: ServerResponse): void {
    const [, , , , namespace = "", , name] = pathname.split("/");
    const pods = this.pods.get(namespace) ?? [];
    if (name === undefined) {
      const selector = searchParams.get("labelSelector") ?? "";
      const [, jobs = ""] = /^volcano\.sh\/job-name in \((.*)\)$/.exec(selector) ?? [];
      const items = pods.filter(({ job }) => jobs.split(",").includes(job)).map(podOf);
      return send(response, 200, { items });
    }
    const pod = pods.find((one) => one.name === name);
    if (pod === undefined) return send(response, 404, failure(404, "NotFound", pathname));
    const lines = pod.log.split("\n").slice(-Number(searchParams.get("tailLines")));
    response.writeHead(200, "OK", { "content-type": "text/plain" });
    response.end(lines.join("\n"));
  }

  /** Nobody answers any more. */
  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.#server.listening ? once(this.#server, "close") : undefined;
    this.close();
    await closed;
  }
}

const reasons: Readonly<Record<number, string>> = { 409: "Conflict", 403: "Forbidden" };

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, reasons[status] ?? "", { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function podOf({ name, job, exitCode, reason }: EndedPod): object {
  const state = { terminated: { exitCode, reason } };
  return {
    metadata: { name, labels: { "volcano.sh/job-name": job } },
    status: { containerStatuses: [{ name: `${name}-container`, state }] },
  };
}

function failure(code: number, reason: string, message: string): object {
  return { kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message };
}
