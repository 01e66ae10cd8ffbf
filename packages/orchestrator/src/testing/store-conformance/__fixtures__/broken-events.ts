import { RunnerError } from "@runners/core";
import type { ExperimentEvent } from "../../../experiment/experiment-event.ts";
import type { EventCaseId } from "../cases/event-cases.ts";
import type { Broken } from "./broken.ts";

/** The events before the current run, by the drivers of a store. */
const before = new WeakMap<object, readonly ExperimentEvent[]>();

/** For each case about events, runs and times, a store that only it catches. */
export const brokenEvents: Broken<EventCaseId> = {
  "events/order": [
    "large appends are turned round",
    {
      store: (store) => ({
        append: (events, ms, ids) =>
          store.append(events.length < 100 ? events : events.toReversed(), ms, ids),
      }),
    },
  ],
  "events/kept": [
    "texts lose their NULs",
    {
      store: (store) => ({
        append: (events, ms, ids) =>
          store.append(
            events.map((event) =>
              "reason" in event && event.reason !== undefined
                ? { ...event, reason: event.reason.replaceAll("\0", "") }
                : event,
            ),
            ms,
            ids,
          ),
      }),
    },
  ],
  "events/reopened": [
    "no more than four events outlive a driver that closes",
    {
      store: (store, { closed }) => ({
        load: async () => (await store.load()).slice(0, closed.size > 0 ? 4 : undefined),
      }),
    },
  ],
  "events/after-crash": [
    "the first append after a crash is lost",
    {
      store(store, { ended }) {
        let lost = false;
        return {
          async append(events, ms, ids) {
            const isLost = !lost && ended.size > 0 && (await store.owner()) !== undefined;
            lost = true;
            await store.append(isLost ? [] : events, ms, ids);
          },
        };
      },
    },
  ],
  "events/all-or-none": [
    "events are appended one by one",
    {
      store: (store) => ({
        async append(events, ms, ids) {
          if (events.length < 2 || !isJson(events)) return store.append(events, ms, ids);
          for (const event of events) await store.append([event], ms, ids);
        },
      }),
    },
  ],
  "events/room-after": [
    "after a failure nothing is appended any more",
    {
      store(store) {
        let failure: unknown;
        return {
          async append(events, ms, ids) {
            if (RunnerError.is(failure, "STORE")) throw failure;
            await store.append(events, ms, ids).catch((error: unknown) => {
              failure = error;
              throw error;
            });
          },
        };
      },
    },
  ],
  "events/not-json": [
    "what comes before the event that cannot be kept is appended",
    {
      store: (store) => ({
        async append(events, ms, ids) {
          if (isJson(events)) return store.append(events, ms, ids);
          await store.append(events.slice(0, 1), ms, ids);
          throw new RunnerError("INVALID_ARGUMENT", "the rest is not JSON");
        },
      }),
    },
  ],
  "events/needs-ownership": [
    "anybody appends while nobody owns the store",
    {
      store: (store) => ({
        async append(events, ms, ids) {
          if ((await store.owner()) !== undefined) return store.append(events, ms, ids);
          await store.acquire();
          await store.append(events, ms, ids);
          await store.release();
        },
      }),
    },
  ],
  "runs/new": [
    "a driver begins one run",
    {
      store(store) {
        let begun = 0;
        return {
          async newRun() {
            begun += 1;
            if (begun === 1) await store.newRun();
          },
        };
      },
    },
  ],
  "runs/reopened": [
    "a run without events is forgotten when a driver closes",
    {
      store(store, drivers) {
        return {
          async load() {
            const events = await store.load();
            if (events.length > 0 || drivers.closed.size === 0) return events;
            return before.get(drivers) ?? events;
          },
          async newRun() {
            before.set(drivers, await store.load());
            await store.newRun();
          },
        };
      },
    },
  ],
  "runs/needs-ownership": [
    "a run of one that was never an owner is left out without a word",
    {
      store: (store, { owners }, me) => ({
        newRun: async () => {
          if (owners.has(me)) await store.newRun();
        },
      }),
    },
  ],
  "elapsed/last-write": [
    "the time is in whole milliseconds",
    { store: (store) => ({ elapsedMs: async () => Math.round(await store.elapsedMs()) }) },
  ],
  "elapsed/reopened": [
    "each driver counts from 0",
    {
      store: (store, { closed }, me) => ({
        elapsedMs: async () => (closed.size > 0 && !closed.has(me) ? 0 : store.elapsedMs()),
      }),
    },
  ],
  "elapsed/of-run": [
    "the time is that of all runs",
    {
      store(store) {
        let mostMs = 0;
        return {
          elapsedMs: async () => (mostMs = Math.max(mostMs, await store.elapsedMs())),
          newRun: async () => {
            mostMs = await store.elapsedMs();
            await store.newRun();
          },
        };
      },
    },
  ],
};

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
