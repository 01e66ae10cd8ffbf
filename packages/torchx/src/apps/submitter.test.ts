import { VirtualClock } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { torchxRunnerSettings } from "../torchx-runner-settings.ts";
import { LiveApps } from "./live-apps.ts";
import { Submitter } from "./submitter.ts";

const settings = torchxRunnerSettings({ component: "a.b", trackerBase: "/results", maxJobs: 1 });

function submitter(live: LiveApps): Submitter {
  return new Submitter(settings, live, () => Promise.reject(new Error("connected")));
}

test("without room nothing is asked of the backend, and it is said why there is none", async () => {
  const clock = new VirtualClock({ auto: false });
  const full = new LiveApps(1, clock);
  full.started("other");
  await expect(submitter(full).submit(makeTrial({}), "key", {})).rejects.toMatchObject({
    code: "NO_CAPACITY",
    message:
      "Trial 0 was not submitted: maxJobs is 1, and as many trials are live; submit it later.",
  });
  const refused = new LiveApps(1, clock);
  refused.refused();
  await expect(submitter(refused).submit(makeTrial({}), "key", {})).rejects.toMatchObject({
    code: "NO_CAPACITY",
    message: expect.stringContaining("the backend said a moment ago that it has no room") as string,
  });
  await clock.advance(30_000);
  await expect(submitter(refused).submit(makeTrial({}), "key", {})).rejects.toThrow("connected");
  expect(refused.free).toBe(1);
});
