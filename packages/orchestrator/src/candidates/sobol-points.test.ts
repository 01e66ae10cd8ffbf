import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sobolPoints } from "./sobol-points.ts";

type Golden = {
  readonly dimensions: number;
  readonly points: number;
  readonly sha256: string;
  readonly first: readonly (readonly number[])[];
  readonly later: Readonly<Record<string, readonly (readonly number[])[]>>;
};

/** What SciPy gives; sobol-points.golden.py says how it was made. */
const golden = JSON.parse(
  readFileSync(new URL("sobol-points.golden.json", import.meta.url), "utf8"),
) as Golden;

function points(dimensions: number, count: number, skip = 0): number[][] {
  return Array.from(sobolPoints(new Uint32Array(dimensions), skip).take(count), (point) =>
    Array.from(point, (numerator) => numerator / 2 ** 32),
  );
}

test("the first points are SciPy's, in 32 dimensions", () => {
  expect(points(32, golden.first.length)).toEqual(golden.first);
});

test("4,096 points in 256 dimensions are SciPy's, bit for bit", () => {
  const bytes = new Float64Array(points(golden.dimensions, golden.points).flat());
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(golden.sha256);
});

test("fewer dimensions are the first of more", () => {
  const many = points(256, 64);
  for (let dimensions = 1; dimensions <= 256; dimensions += 1) {
    expect(points(dimensions, 64)).toEqual(many.map((point) => point.slice(0, dimensions)));
  }
});

test("points far on are SciPy's", () => {
  expect(Object.keys(golden.later)).toContain(String(2 ** 31 - 2));
  for (const [position, later] of Object.entries(golden.later)) {
    expect(points(8, later.length, Number(position))).toEqual(later);
  }
});

test("skipping gives the points that come after so many", () => {
  const all = points(3, 200);
  for (let skip = 0; skip < 200; skip += 1) expect(points(3, 1, skip)).toEqual([all[skip]]);
});

test("the sequence ends after 2 ** 32 points", () => {
  expect(points(1, 5, 2 ** 32 - 2)).toHaveLength(2);
});

test("a shift changes the bits of each coordinate that it has", () => {
  const shift = new Uint32Array([0, 2 ** 31, 0xffff_ffff]);
  const shifted = sobolPoints(shift, 5).take(100);
  const plain = sobolPoints(new Uint32Array(3), 5).take(100);
  let compared = 0;
  for (const [a = 0, b = 0, c = 0] of plain) {
    expect([...(shifted.next().value ?? [])]).toEqual([a, (b ^ (2 ** 31)) >>> 0, ~c >>> 0]);
    compared += 1;
  }
  expect(compared).toBe(100);
});
