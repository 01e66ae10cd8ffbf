import * as fc from "fast-check";
import { expect, test } from "vitest";
import { commandLists } from "./commands.ts";
import { drain } from "./drain.ts";
import { emptyModel } from "./model.ts";
import { World } from "./world.ts";

const numRuns = Number(process.env["RUNNERS_TEST_RUNS"] ?? 500);
const given = process.env["RUNNERS_TEST_SEED"];
const seed = given === undefined ? 17 : Number(given);

test(
  `R17: ${numRuns} lives of an experiment agree with the model`,
  { timeout: 60_000 + numRuns * 200 },
  async () => {
    let commands = 0;
    const property = fc.asyncProperty(
      fc.constantFrom("exact" as const, "reattach" as const),
      fc.constantFrom(0, 3_000),
      commandLists,
      async (guarantee, visibilityMs, list) => {
        const world = new World(guarantee, visibilityMs);
        const model = emptyModel();
        await fc.asyncModelRun(() => ({ model, real: world }), list);
        for (const _ of list) commands += 1;
        await drain(model, world);
      },
    );
    // A failure prints its seed and path; the command under it in docs/guarantees.md replays it.
    await fc.assert(property, { numRuns, seed, endOnFailure: false });
    expect(commands).toBeGreaterThan(numRuns);
    process.stdout.write(
      `R17  ${numRuns} lives, ${commands} commands (seed ${seed}): all agree with the model\n`,
    );
  },
);
