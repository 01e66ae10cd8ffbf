import type { Breakages } from "./broken-harness.ts";

/** Stores that break the rule of just one case, by the id of that case: how, in words and in deed. */
export type Broken<Id extends string> = {
  readonly [K in Id]: readonly [how: string, breakages: Breakages];
};
