import { Experiment, type Request } from "@runners/orchestrator";
import { afterAll, describe, expect, test } from "vitest";
import { RehearsalRoom, type Rehearsal, type Scene } from "./rehearsal.ts";
import { strikeEverywhere } from "./strike-everywhere.ts";

const room = new RehearsalRoom();
afterAll(() => room[Symbol.dispose]());

/** Late enough for the first trials to run, too early for the first of them to be out of time. */
const atMs = 12_345;

const calm: Scene = { submissionGuarantee: "exact", visibilityMs: 0, queueMs: 0, bare: false };

function experimentOf({ events }: Rehearsal): Experiment {
  const experiment = new Experiment({ name: "rehearsal" });
  for (const event of events) experiment.apply(event);
  return experiment;
}

/** What the trials are in the end, with the reason; and how the experiment ended. */
function endOf(rehearsal: Rehearsal): string {
  const trials = Array.from(experimentOf(rehearsal).trials.values(), ({ status, reason }) =>
    reason === undefined ? status : `${status} (${reason})`,
  );
  const { lost: _, ...verdict } = rehearsal.verdict;
  const isTidy = verdict.twice + verdict.orphans + verdict.unintended === 0;
  return [rehearsal.summary?.outcome, ...trials, isTidy ? "tidy" : "untidy"].join(", ");
}

function differsFrom(end: string): (rehearsal: Rehearsal) => string | undefined {
  return (rehearsal) => (endOf(rehearsal) === end ? undefined : endOf(rehearsal));
}

const stops: readonly (readonly [what: string, scene: Scene, end: string])[] = [
  [
    "one trial",
    {
      ...calm,
      endless: [0],
      asked: {
        atMs,
        request: { type: "stop-trials", indices: [0], reason: "no use", force: false },
      },
    },
    "completed, ABANDONED (no use), COMPLETED, COMPLETED, COMPLETED, tidy",
  ],
  [
    "all trials",
    {
      ...calm,
      endless: [0, 1],
      asked: { atMs, request: { type: "stop-trials", reason: "enough", force: true } },
    },
    "drained, ABANDONED (enough), ABANDONED (enough), tidy",
  ],
  [
    "submitting",
    {
      ...calm,
      endless: [],
      asked: { atMs: 3_000, request: { type: "stop-submitting", reason: "enough" } },
    },
    "drained, COMPLETED, COMPLETED, tidy",
  ],
];

describe.each(stops)("a request to stop %s", (what, scene, end) => {
  test.each(["crash", "fail"] as const)(
    "outlives a %s before and after every store write and backend call",
    async (strike) => {
      const { points, wrong } = await strikeEverywhere(room, {
        scene,
        strike,
        before: [],
        faultOf: differsFrom(end),
      });
      expect(wrong).toEqual([]);
      process.stdout.write(`R2   stop ${what}: ${strike} at ${points} of ${points} points\n`);
    },
  );
});

const resolutions: readonly (readonly [
  Extract<Request, { type: "resolve" }>["resolution"],
  status: string,
])[] = [
  [{ type: "attach", runMetadata: { job: "job-1" } }, "COMPLETED"],
  [{ type: "abandon" }, "ABANDONED"],
];

test.each(resolutions)(
  "what a person says of a submission, %j, outlives a crash",
  async (...given) => {
    const [resolution, status] = given;
    const scene: Scene = {
      ...calm,
      submissionGuarantee: "none",
      bare: true,
      // Else the driver would end before it is told.
      endless: [3],
      asked: { atMs, request: { type: "resolve", index: 0, resolution } },
    };
    const names = (await room.rehearse(scene, { strike: "crash", points: [] })).drivers[0]?.names;
    const first = names?.indexOf("run/after") ?? -1;
    expect(first).toBeGreaterThan(0);
    const faultOf = (rehearsal: Rehearsal): string | undefined => {
      // All trials were left to a person before they had spoken: that waits for the next driver.
      if (rehearsal.tookMs < atMs) return undefined;
      return experimentOf(rehearsal).trial(0).status === status ? undefined : endOf(rehearsal);
    };
    const { points, wrong } = await strikeEverywhere(room, {
      scene,
      strike: "crash",
      before: [first],
      faultOf,
    });
    expect(wrong).toEqual([]);
    process.stdout.write(`R2   ${resolution.type}: crash at ${points} of ${points} points\n`);
  },
);
