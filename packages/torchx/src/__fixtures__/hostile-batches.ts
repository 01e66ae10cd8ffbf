import { hostileValues } from "./hostile-values.ts";

type Kind = "str" | "float" | "int" | "bool";

/** How many parameters a component has that takes a batch. */
const batchSize = 50;

/** Their names. */
export const batchNames: readonly string[] = Array.from({ length: batchSize }, (_, i) => `p${i}`);

/** Values of one kind, `batchSize` of them; the last ones are repeated where there are fewer. */
export type HostileBatch = {
  readonly kind: Kind;
  readonly values: readonly (string | number | boolean)[];
};

/** All hostile values that can be carried, one after another. */
export function hostileBatches(others: readonly string[]): readonly HostileBatch[] {
  const { texts, wholeNumbers, otherNumbers } = hostileValues;
  const all = [
    ["str", [...texts, ...others]],
    ["float", [...wholeNumbers, ...otherNumbers]],
    ["int", wholeNumbers],
    ["bool", [true, false]],
  ] as const;
  return all.flatMap(([kind, values]) => {
    const batches: HostileBatch[] = [];
    for (let at = 0; at < values.length; at += batchSize) {
      const some = Array.from({ length: batchSize }, (_, i) => values[at + i] ?? values[0] ?? "");
      batches.push({ kind, values: some });
    }
    return batches;
  });
}
