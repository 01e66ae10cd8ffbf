import type { ExperimentStore } from "../store/experiment-store.ts";
import type { Message } from "./message.ts";

/**
 * What others ask of the driver. A request stays in the store until what follows from it is stored,
 * so that a driver that is killed meanwhile leaves it to the next one.
 */
export class RequestInbox {
  readonly #store: ExperimentStore;
  readonly #elapsedMs: () => number;
  #lastId = -Infinity;

  constructor(store: ExperimentStore, elapsedMs: () => number) {
    this.#store = store;
    this.#elapsedMs = elapsedMs;
  }

  /** The requests that this driver has not seen yet, in order. */
  async take(): Promise<readonly Message[]> {
    if (this.#store.attentionMs === undefined) return [];
    const pending = await this.#store.pendingRequests(this.#elapsedMs());
    const news = pending.filter(({ id }) => id > this.#lastId);
    this.#lastId = news.at(-1)?.id ?? this.#lastId;
    return news.map(({ id, request }) => ({ type: "request", request, id }));
  }
}
