import { RunnerError } from "@runners/core";
import { afterAll, describe, expect, test } from "vitest";
import { isClean } from "../harness/verdict.ts";
import { RehearsalRoom, type Rehearsal, type Scene } from "./rehearsal.ts";
import { strikeEverywhere } from "./strike-everywhere.ts";

const room = new RehearsalRoom();
afterAll(() => room[Symbol.dispose]());

const scenes: readonly (Scene & { readonly name: string })[] = [
  { name: "exact", submissionGuarantee: "exact", visibilityMs: 0, queueMs: 0, bare: false },
  {
    name: "reattach",
    submissionGuarantee: "reattach",
    visibilityMs: 0,
    queueMs: 2_000,
    bare: true,
  },
  {
    name: "reattach, late to show",
    submissionGuarantee: "reattach",
    visibilityMs: 20_000,
    queueMs: 0,
    bare: true,
  },
  {
    name: "reattach, late to show, the machine started anew",
    submissionGuarantee: "reattach",
    visibilityMs: 20_000,
    queueMs: 0,
    bare: true,
    reboots: true,
  },
];

/** What is wrong with a rehearsal; undefined: nothing. */
function faultOf({ verdict, summary, drivers }: Rehearsal): string | undefined {
  if (isClean(verdict) && summary?.outcome === "completed") return undefined;
  const ends = drivers.map(({ end, error }) => [end, String(error)]);
  return JSON.stringify({ summary, verdict, ends });
}

/** Whether all that is missing was left to a person, since it was proven absent a second time. */
function isLeftToPerson({ verdict, summary }: Rehearsal): boolean {
  if (!isClean({ ...verdict, lost: 0 }) || summary?.outcome !== "unresolved") return false;
  return verdict.words.every((word) => word.includes("submitted twice and found neither time"));
}

const judging = { faultOf, isLeftToPerson };

describe.each(scenes)("R2: a backend that is $name", (scene) => {
  test.each(["crash", "fail"] as const)(
    "a %s before and after every store write and backend call loses and doubles nothing",
    async (strike) => {
      const { points, wrong, leftToPerson } = await strikeEverywhere(room, {
        ...judging,
        scene,
        strike,
        before: [],
      });
      expect(wrong).toEqual([]);
      expect(leftToPerson).toBe(0);
      expect(points).toBeGreaterThan(50);
      process.stdout.write(`R2   ${scene.name}: ${strike} at ${points} of ${points} points\n`);
    },
  );
});

describe.each(scenes.filter(({ queueMs }) => queueMs === 0))("R2: $name", (scene) => {
  test("nor does a second crash, anywhere in the driver that goes on after a first one", async () => {
    const calm = await room.rehearse(scene, { strike: "crash", points: [] });
    const names = calm.drivers[0]?.names ?? [];
    for (const place of ["before", "after"] as const) {
      // The first submission: intended, and on the backend or not.
      const first = names.indexOf(scene.bare ? `run/${place}` : `runMultiple/${place}`);
      expect(first).toBeGreaterThan(0);
      const { points, wrong, leftToPerson } = await strikeEverywhere(room, {
        ...judging,
        scene,
        strike: "crash",
        before: [first],
      });
      expect(wrong).toEqual([]);
      // Lost on its way a second time, a trial is left to a person; never where equal keys deploy once.
      expect(leftToPerson).toBeLessThanOrEqual(scene.submissionGuarantee === "exact" ? 0 : 4);
      process.stdout.write(
        `R2   ${scene.name}: crash ${place} the first submission, and again at ${points} of ${points} points (${leftToPerson} left to a person)\n`,
      );
    }
  });
});

test("R10: a disk that is full at any write stops the driver, and the next one goes on", async () => {
  const [scene] = scenes;
  if (scene === undefined) throw new Error("There is no scene.");
  const pageBytes = 4_096;
  let refusals = 0;
  let sizes = 0;
  for (let maxBytes = pageBytes; ; maxBytes += pageBytes) {
    sizes += 1;
    // The limited driver is struck nowhere: the disk does that.
    const points = [Number.MAX_SAFE_INTEGER];
    const rehearsal = await room.rehearse(scene, { strike: "fail", points, maxBytes });
    expect(faultOf(rehearsal)).toBeUndefined();
    const [limited] = rehearsal.drivers;
    if (limited?.end === "ended") break;
    refusals += 1;
    expect(limited?.end).toBe("rejected");
    expect(RunnerError.is(limited?.error, "STORE")).toBe(true);
    expect(String(limited?.error)).toContain("disk is full");
  }
  expect(refusals).toBeGreaterThan(3);
  process.stdout.write(`R10  ${sizes} sizes of disk, ${refusals} of them full before the end\n`);
});
