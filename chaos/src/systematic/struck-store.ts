import type { ExperimentStore } from "@runners/orchestrator";
import type { Striker } from "./striker.ts";

/** The same store, each call of which passes a striker. */
export function struckStore(store: ExperimentStore, striker: Striker): ExperimentStore {
  return {
    attentionMs: store.attentionMs,
    oneMachine: store.oneMachine === true,
    acquire: (options) => striker.call("store.acquire", () => store.acquire(options)),
    owner: () => store.owner(),
    load: () => striker.call("store.load", () => store.load()),
    elapsedMs: () => striker.call("store.elapsedMs", () => store.elapsedMs()),
    newRun: () => striker.call("store.newRun", () => store.newRun()),
    append: (...call) => striker.call("store.append", () => store.append(...call)),
    request: (request) => store.request(request),
    pendingRequests: (elapsedMs) =>
      striker.call("store.pendingRequests", () => store.pendingRequests(elapsedMs)),
    release: () => striker.call("store.release", () => store.release()),
    close: () => store.close(),
  };
}
