import { createConnection } from "node:net";
import type { ClusterAnswer, ClusterCall } from "./protocol.ts";

/** What became of a call. */
export type CallOutcome =
  | { readonly type: "answered"; readonly answer: ClusterAnswer }
  /** The cluster was never told of it. */
  | { readonly type: "not-sent"; readonly error: Error }
  /** The cluster may have been told of it. */
  | { readonly type: "no-answer"; readonly error: Error };

export type CallClusterOptions = {
  readonly socketPath: string;
  /** Milliseconds without an answer after which the call is given up. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Asked immediately before the call is sent; one that throws keeps it from being sent. */
  readonly beforeSending?: () => void;
};

/** Makes one call, on a connection of its own. Never rejects. */
export function callCluster(call: ClusterCall, options: CallClusterOptions): Promise<CallOutcome> {
  const { socketPath, timeoutMs, signal, beforeSending } = options;
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let sent = false;
    let read = "";
    const end = (outcome: CallOutcome): void => {
      signal?.removeEventListener("abort", abort);
      socket.destroy();
      resolve(outcome);
    };
    const fail = (error: Error): void => end({ type: sent ? "no-answer" : "not-sent", error });
    const abort = (): void => fail(signal?.reason as Error);
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    socket.setTimeout(timeoutMs, () =>
      fail(new Error(`The cluster gave no answer within ${timeoutMs} ms.`)),
    );
    socket.on("error", fail);
    socket.on("close", () => fail(new Error("The cluster closed the connection.")));
    socket.on("connect", () => {
      try {
        beforeSending?.();
      } catch (error) {
        return fail(error as Error);
      }
      sent = true;
      socket.write(`${JSON.stringify(call)}\n`);
    });
    socket.setEncoding("utf8").on("data", (chunk) => {
      read += String(chunk);
      if (!read.endsWith("\n")) return;
      end({ type: "answered", answer: JSON.parse(read) as ClusterAnswer });
    });
  });
}
