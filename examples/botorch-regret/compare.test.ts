import { readFileSync } from "node:fs";
import { testProblem } from "@runners/botorch-test-problem/functions";
import { expect, test } from "vitest";
import { compare, lastHour } from "./compare.ts";
import { drawRegret } from "./draw-regret.ts";
import { localSearch } from "./local-search.ts";
import { simulate } from "./simulate.ts";

test("the picture is the one that the script draws (pnpm start draws it anew)", async () => {
  const drawn = drawRegret(await compare(20), lastHour);
  expect(drawn).toBe(readFileSync(new URL("regret.svg", import.meta.url), "utf8"));
});

test("regret falls over simulated time, the same way for the same seed", async () => {
  const branin = testProblem("Branin");
  const steps = await simulate(branin, localSearch, { seed: "a", trials: 50 });
  expect(await simulate(branin, localSearch, { seed: "a", trials: 50 })).toEqual(steps);
  expect(await simulate(branin, localSearch, { seed: "b", trials: 50 })).not.toEqual(steps);
  for (const key of ["hours", "regret"] as const) {
    const values = steps.map((step) => step[key]);
    expect(values).toEqual(values.toSorted((a, b) => (key === "hours" ? a - b : b - a)));
  }
  expect(steps.length).toBeGreaterThan(2);
  expect(steps.at(-1)?.regret).toBeGreaterThan(0);
});
