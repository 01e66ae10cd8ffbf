import type { Generator } from "./generator.ts";

/** Every candidate anew, uniform within the bounds. */
export const randomSearch: Generator = function* randomSearch({ bounds, random }) {
  for (;;) yield bounds.map(([lower, upper]) => lower + random() * (upper - lower));
};
