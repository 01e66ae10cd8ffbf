import { expect } from "vitest";
import type { Rehearsal, RehearsalRoom, Scene, Script } from "./rehearsal.ts";

export type StrikeOptions = {
  readonly scene: Scene;
  readonly strike: Script["strike"];
  /** The points at which the drivers before are struck. */
  readonly before: readonly number[];
  /** What is wrong with a rehearsal; undefined: nothing. */
  readonly faultOf: (rehearsal: Rehearsal) => string | undefined;
  /** Whether what is missing was left to a person, which is no fault. Default: never. */
  readonly isLeftToPerson?: (rehearsal: Rehearsal) => boolean;
};

/** Strikes the last driver of a script at each of its points; returns how many there were. */
export async function strikeEverywhere(
  room: RehearsalRoom,
  options: StrikeOptions,
): Promise<{
  readonly points: number;
  readonly wrong: readonly string[];
  readonly leftToPerson: number;
}> {
  const { scene, strike, before, faultOf, isLeftToPerson = () => false } = options;
  const calm = await room.rehearse(scene, { strike, points: before });
  expect(faultOf(calm)).toBeUndefined();
  const { names } = calm.drivers[before.length] ?? { names: [] };
  const wrong: string[] = [];
  let leftToPerson = 0;
  for (const [point, name] of names.entries()) {
    const rehearsal = await room.rehearse(scene, { strike, points: [...before, point] });
    // The same calls up to there: it is the point that was meant.
    expect(rehearsal.drivers[before.length]?.names.at(point)).toBe(name);
    const fault = faultOf(rehearsal);
    if (isLeftToPerson(rehearsal)) leftToPerson += 1;
    else if (fault !== undefined) wrong.push(`${strike} at point ${point}, ${name}: ${fault}`);
  }
  return { points: names.length, wrong, leftToPerson };
}
