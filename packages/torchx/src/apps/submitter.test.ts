import { RunnerError, VirtualClock, type SubmissionLookup } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import type { AppDef } from "../app-def/app-def.ts";
import { defineComponent } from "../component/define-component.ts";
import { torchxRunnerSettings } from "../torchx-runner-settings.ts";
import type { Connection } from "./connection.ts";
import { LiveApps } from "./live-apps.ts";
import { Submitter } from "./submitter.ts";

const trial = makeTrial({});
const found = { outcome: "found", found: [{ torchxAppHandle: "there" }] } as const;
const absent = { outcome: "absent", evidence: "It is not listed." } as const;
const unknown = { outcome: "unknown", reason: "nobody answers" } as const;

/** A submitter on a backend that says what is set here. */
class Place implements Disposable {
  readonly #directory = temporaryDirectory();
  readonly clock = new VirtualClock({ auto: false });
  readonly live = new LiveApps(1, this.clock);
  lookup: SubmissionLookup | (() => Promise<SubmissionLookup>) = absent;
  builds = true;
  submit = (): Promise<unknown> => Promise.reject(new Error("submitted"));
  readonly client = { sessionId: "session", submit: (): Promise<unknown> => this.submit() };

  readonly #component = defineComponent({ params: {}, build: () => this.#build() });

  readonly #settings = torchxRunnerSettings({
    component: this.#component,
    trackerBase: this.#directory.path,
    directory: this.#directory.path,
    maxJobs: 1,
  });
  readonly submitter: Submitter;

  constructor({ wrap = true }: { readonly wrap?: boolean } = {}) {
    const settings = { ...this.#settings, wrap };
    this.submitter = new Submitter(settings, this.live, () => Promise.resolve(this.#connection()));
  }

  #build(): AppDef {
    if (!this.builds) throw new Error("no such layer");
    return { name: "app", roles: [{ name: "role", image: "", entrypoint: "true" }] };
  }

  #connection(): Connection {
    const connection = {
      client: this.client,
      backend: { find: async () => await this.#find() },
      component: () => Promise.resolve(this.#component),
      runOptions: () => Promise.resolve([]),
    };
    return connection as unknown as Connection;
  }

  #find(): SubmissionLookup | Promise<SubmissionLookup> {
    return typeof this.lookup === "function" ? this.lookup() : this.lookup;
  }

  [Symbol.dispose](): void {
    this.#directory[Symbol.dispose]();
  }
}

test("it is said why there is no room", async () => {
  using place = new Place();
  place.live.started("other");
  await expect(place.submitter.submit(trial, "key", {})).rejects.toMatchObject({
    code: "NO_CAPACITY",
    message:
      "Trial 0 was not submitted: maxJobs is 1, and as many trials are live; submit it later.",
  });
  place.live.seen("other", "COMPLETED");
  place.live.refused();
  await expect(place.submitter.submit(trial, "key", {})).rejects.toMatchObject({
    code: "NO_CAPACITY",
    message: expect.stringContaining("the backend said a moment ago that it has no room") as string,
  });
  await place.clock.advance(30_000);
  await expect(place.submitter.submit(trial, "key", {})).rejects.toThrow("submitted");
  expect(place.live.free).toBe(1);
});

test("a submission whose outcome is unknown takes the only place, but not from itself", async () => {
  using place = new Place();
  place.submit = () => Promise.reject(new RunnerError("SUBMISSION_UNKNOWN", "no answer"));
  const ask = (): Promise<unknown> => place.submitter.submit(trial, "key", {});
  await expect(ask()).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
  await expect(place.submitter.submit(trial, "other", {})).rejects.toMatchObject({
    code: "NO_CAPACITY",
  });
  place.lookup = unknown;
  await expect(ask()).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
  place.lookup = found;
  expect(await ask()).toBe(found.found[0]);
  place.lookup = absent;
  place.submit = () => Promise.reject(new Error("submitted"));
  await expect(ask()).rejects.toThrow("submitted");
});

test("what an earlier driver has submitted takes its place, from the question for it on", async () => {
  using place = new Place();
  place.lookup = found;
  const finding = place.submitter.find(trial, "key", {});
  expect(place.live.free).toBe(0);
  await finding;
  expect(place.live.free).toBe(0);
  place.live.seen("key", "COMPLETED");
  await place.submitter.find(trial, "key", {});
  expect(place.live.free).toBe(1);
  expect(await place.submitter.submit(trial, "another", {})).toBe(found.found[0]);
  expect(place.live.free).toBe(0);
});

test("what is not found takes no place", async () => {
  using place = new Place();
  for (const lookup of [absent, unknown, () => Promise.reject(new Error("no answer"))]) {
    place.lookup = lookup;
    await place.submitter.find(trial, "key", {}).catch(() => undefined);
    expect(place.live.free).toBe(1);
  }
  place.live.started("key");
  place.lookup = unknown;
  await place.submitter.find(trial, "key", {});
  expect(place.live.free).toBe(0);
});

test("what was submitted is found although its component works no more", async () => {
  using place = new Place();
  place.builds = false;
  const ask = (): Promise<unknown> => place.submitter.submit(trial, "key", {});
  place.lookup = found;
  expect(await ask()).toBe(found.found[0]);
  expect(await place.submitter.find(trial, "key", {})).toBe(found);
  place.lookup = unknown;
  await expect(ask()).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
  place.lookup = absent;
  await expect(ask()).rejects.toMatchObject({ code: "INVALID_TRIAL" });
  expect(place.live.free).toBe(1);
});

test("a deployment under way keeps its place, whatever is said of it meanwhile", async () => {
  using place = new Place();
  const handle = "local_cwd://torchx/key-1";
  place.submit = async () => {
    expect(await place.submitter.find(trial, "key", {})).toBe(absent);
    expect(place.live.free).toBe(0);
    return { handle, appId: "key-1", roles: [{ name: "key", replicas: 1 }] };
  };
  const submitted = await place.submitter.submit(trial, "key", {});
  expect(submitted).toMatchObject({ torchxAppHandle: handle, session: "session" });
  expect(place.live.free).toBe(0);
});

test("a look-up keeps a place, and gives it to no submission", async () => {
  using place = new Place();
  place.live.started("other");
  place.lookup = async () => {
    place.lookup = absent;
    await expect(place.submitter.submit(trial, "key", {})).rejects.toMatchObject({
      code: "NO_CAPACITY",
    });
    return unknown;
  };
  expect(await place.submitter.find(trial, "key", {})).toBe(unknown);
  place.live.seen("other", "COMPLETED");
  expect(place.live.free).toBe(1);
});

test("an app that nothing claims for is not begun anew by another session", async () => {
  using place = new Place({ wrap: false });
  place.submit = () => Promise.reject(new RunnerError("SUBMISSION_UNKNOWN", "no answer"));
  const ask = (): Promise<unknown> => place.submitter.submit(trial, "key", {});
  await expect(ask()).rejects.toMatchObject({ code: "SUBMISSION_UNKNOWN" });
  place.submit = () => Promise.reject(new Error("submitted"));
  // The question itself finds the session dead, and begins another one.
  place.lookup = async () => {
    place.client.sessionId = "next";
    return absent;
  };
  expect(await ask()).toMatchObject({ submissionKey: "key", session: "ended" });
  place.lookup = absent;
  // The session that was asked knows its own, and answers for it.
  place.client.sessionId = "session";
  await expect(ask()).rejects.toThrow("submitted");
});

test("a submission of which polls could tell nothing is of unknown outcome", async () => {
  using place = new Place();
  place.submit = () => Promise.resolve({ handle: "slurm://torchx/1", appId: "1", roles: [] });
  await expect(place.submitter.submit(trial, "key", {})).rejects.toMatchObject({
    code: "SUBMISSION_UNKNOWN",
    message: expect.stringMatching(
      /^Trial 0 was submitted as slurm:\/\/torchx\/1, which cannot be polled: /,
    ) as string,
  });
});
