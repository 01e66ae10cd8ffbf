import { RunnerError } from "@runners/core";
import type { ExperimentEvent } from "../../../experiment/experiment-event.ts";
import type { Request } from "../../../store/request.ts";
import type { RequestCaseId } from "../cases/request-cases.ts";
import type { Broken } from "./broken.ts";

/** Who has left requests, by the drivers of a store. */
const leavers = new WeakMap<object, Set<object>>();

/** For each case about requests and readers, a store that only it catches. */
export const brokenRequests: Broken<RequestCaseId> = {
  "requests/order": [
    "requests of several drivers come in any order",
    {
      store: (store, drivers, me) => ({
        async request(request) {
          leavers.set(drivers, (leavers.get(drivers) ?? new Set()).add(me));
          await store.request(request);
        },
        async takeRequests(ms) {
          const requests = await store.takeRequests(ms);
          return (leavers.get(drivers)?.size ?? 0) > 1 ? requests.toReversed() : requests;
        },
      }),
    },
  ],
  "requests/once": [
    "the last requests are taken again while there are no others",
    {
      store(store) {
        let last: readonly Request[] = [];
        return {
          async takeRequests(ms) {
            const requests = await store.takeRequests(ms);
            if (requests.length > 0) last = requests;
            return last;
          },
        };
      },
    },
  ],
  "requests/kept": [
    "events are gone once requests were taken",
    {
      store(store) {
        let taken = false;
        return {
          async takeRequests(ms) {
            const requests = await store.takeRequests(ms);
            taken ||= requests.length > 0;
            return requests;
          },
          load: async () => (taken ? [] : store.load()),
        };
      },
    },
  ],
  "requests/waiting": [
    "requests to nobody are forgotten",
    {
      store: (store) => ({
        async request(request) {
          if ((await store.owner()) !== undefined) await store.request(request);
        },
      }),
    },
  ],
  "requests/of-run": [
    "requests go on into the next run",
    {
      store: (store) => ({
        async newRun() {
          const left = await store.takeRequests(0);
          await store.newRun();
          for (const request of left) await store.request(request);
        },
      }),
    },
  ],
  "requests/needs-ownership": [
    "one that was never an owner finds no requests",
    {
      store: (store, { owners }, me) => ({
        takeRequests: async (ms) => (owners.has(me) ? store.takeRequests(ms) : []),
      }),
    },
  ],
  "requests/elapsed": [
    "the time is written down with events only",
    {
      store: (store) => ({
        takeRequests: async () => store.takeRequests(await store.elapsedMs()),
      }),
    },
  ],
  "read/beside": [
    "one that was never an owner goes on reading what it read first",
    {
      store(store, { owners }, me) {
        let first: readonly ExperimentEvent[] | undefined;
        return {
          load: async () => (owners.has(me) ? store.load() : (first ??= await store.load())),
        };
      },
    },
  ],
  "read/reader": [
    "a reader goes on reading what it read first",
    {
      reader(reader) {
        let first: readonly ExperimentEvent[] | undefined;
        return { load: async () => (first ??= await reader.load()) };
      },
    },
  ],
  "read/reader-closed": [
    "a reader cannot be closed twice",
    {
      reader(reader) {
        let closed = false;
        return {
          async close() {
            if (closed) throw new RunnerError("STORE", "it is closed");
            closed = true;
            await reader.close();
          },
        };
      },
    },
  ],
};
