import { RunnerError } from "@runners/core";
import type { OwnerCaseId } from "../cases/owner-cases.ts";
import type { StaleCaseId } from "../cases/stale-cases.ts";
import type { Broken } from "./broken.ts";

/** The drivers of stores that some driver is acquiring. */
const acquiring = new WeakSet();

const notOwner = (): RunnerError => new RunnerError("NOT_OWNER", "it is somebody else's");

/** For each case about ownership, a store that only it catches. */
export const brokenOwners: Broken<OwnerCaseId | StaleCaseId> = {
  "owner/none": [
    "one that has released is told to own it",
    {
      store(store, { closed }, me) {
        let last: Awaited<ReturnType<typeof store.owner>>;
        return {
          owner: async () => (await store.owner()) ?? last,
          release: async () => {
            if (!closed.has(me)) last = await store.owner();
            await store.release();
          },
        };
      },
    },
  ],
  "owner/told": [
    "who the owner is, only the owner is told",
    {
      store: (store, { owners }, me) => ({
        owner: async () => (owners.has(me) ? store.owner() : undefined),
      }),
    },
  ],
  "acquire/again": [
    "an owner acquires again",
    {
      store: (store, { owners }, me) => ({
        async acquire(options) {
          const mine = owners.has(me) && (await store.append([], 0).then(yes, no));
          if (!mine) await store.acquire(options);
        },
      }),
    },
  ],
  "acquire/refused": [
    "the refusal names nobody",
    { store: (store) => ({ acquire: (options) => store.acquire(options).catch(hideOwner) }) },
  ],
  "acquire/race": [
    "all that acquire while another does come to own the store",
    {
      store: (store, drivers) => ({
        async acquire(options) {
          const alone = !acquiring.has(drivers);
          acquiring.add(drivers);
          try {
            await store.acquire(options).catch((error: unknown) => {
              if (alone || options !== undefined) throw error;
            });
          } finally {
            if (alone) acquiring.delete(drivers);
          }
        },
      }),
    },
  ],
  "acquire/released": [
    "one that has released cannot acquire again",
    {
      store(store) {
        let released = false;
        return {
          async acquire(options) {
            if (released) throw notOwner();
            await store.acquire(options);
          },
          async release() {
            released = true;
            await store.release();
          },
        };
      },
    },
  ],
  "acquire/closed": [
    "one that has written nothing goes on owning the store when it closes",
    {
      store(store, _, me) {
        let wrote = false;
        return {
          async append(events, ms, ids) {
            wrote = true;
            await store.append(events, ms, ids);
          },
          async close() {
            if (wrote) return store.close();
            Object.assign(me, { release: async () => undefined });
            await store.close();
          },
        };
      },
    },
  ],
  "acquire/dead": [
    "a minute passes before a dead driver is taken for dead",
    {
      store: (store, drivers) => ({
        async acquire(options) {
          if (drivers.ended.size > 0) await drivers.sleep(60_000);
          await store.acquire(options);
        },
      }),
    },
  ],
  "acquire/aborted": [
    "a signal that is aborted already is not seen",
    {
      store: (store) => ({
        acquire: (options) =>
          options?.signal?.aborted === true ? store.acquire() : store.acquire(options),
      }),
    },
  ],
  "elsewhere/alive": [
    "an owner on another host that appends shows no sign of life",
    {
      store: (store, { elsewhere }, me) => ({
        async append(events, ms, ids) {
          const owned = await store.owner();
          const mine = elsewhere.has(me) && owned?.host === "there";
          if (!mine) await store.append(events, ms, ids);
        },
      }),
    },
  ],
  "elsewhere/idle": [
    "an owner on another host that looks for requests shows no sign of life",
    {
      store: (store, { elsewhere }, me) => ({
        pendingRequests: async (ms) => (elsewhere.has(me) ? [] : store.pendingRequests(ms)),
      }),
    },
  ],
  "elsewhere/silent": [
    "an owner on another host is never taken for dead",
    {
      store: (store) => ({
        async acquire(options) {
          let watched = false;
          await store.acquire({
            ...options,
            onWatching(...told) {
              watched = true;
              options?.onWatching?.(...told);
            },
          });
          if (watched) throw notOwner();
        },
      }),
    },
  ],
  "elsewhere/aborted": [
    "a signal that is aborted during the watch is not seen",
    {
      store: (store) => ({
        async acquire(options = {}) {
          const { signal, ...others } = options;
          signal?.throwIfAborted();
          await store.acquire(others);
        },
      }),
    },
  ],
  "stale/append": [
    "what a stale driver appends is left out without a word",
    {
      store: (store, { ended }, me) => ({
        append: (events, ms, ids) =>
          store.append(events, ms, ids).catch((error: unknown) => {
            if (!ended.has(me)) throw error;
          }),
      }),
    },
  ],
  "stale/new-run": [
    "the run of a stale driver is left out without a word",
    {
      store: (store, { ended }, me) => ({
        newRun: async () => {
          if (!ended.has(me)) await store.newRun();
        },
      }),
    },
  ],
  "stale/requests": [
    "a stale driver finds no requests",
    {
      store: (store, { ended }, me) => ({
        pendingRequests: async (ms) => (ended.has(me) ? [] : store.pendingRequests(ms)),
      }),
    },
  ],
  "stale/acquire": [
    "a stale driver takes itself for the owner",
    {
      store: (store, { ended }, me) => ({
        acquire: async (options) => {
          if (!ended.has(me)) await store.acquire(options);
        },
      }),
    },
  ],
  "stale/release": [
    "a stale driver releases what another owns",
    {
      store: (store, { ended, opened }, me) => ({
        async release() {
          if (ended.has(me)) for (const each of opened) await each.release();
          await store.release();
        },
      }),
    },
  ],
  "stale/close": [
    "a stale driver that closes releases what another owns",
    {
      store: (store, { ended, opened }, me) => ({
        async close() {
          if (ended.has(me)) for (const each of opened) await each.release();
          await store.close();
        },
      }),
    },
  ],
  "close/twice": [
    "closing twice fails",
    {
      store: (store, { closed }, me) => ({
        async close() {
          if (closed.has(me)) throw new RunnerError("STORE", "it is closed");
          await store.close();
        },
      }),
    },
  ],
  "close/after": [
    "a closed store is empty",
    {
      store: (store, { closed }, me) => ({
        load: async () => (closed.has(me) ? [] : store.load()),
      }),
    },
  ],
};

function yes(): boolean {
  return true;
}

function no(): boolean {
  return false;
}

function hideOwner(error: unknown): never {
  throw RunnerError.is(error, "NOT_OWNER") ? notOwner() : error;
}
