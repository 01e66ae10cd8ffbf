import type { Generator } from "./generator.ts";

const uniformShare = 0.2;
const firstWidth = 0.3;
const lastWidth = 0.01;
const shrinkOver = 100;

/**
 * Moves the best point so far a little, less and less, and now and then tries one anywhere. Uses
 * results as they arrive, so that it depends on when trials end.
 */
export const localSearch: Generator = function* localSearch({ bounds, best, random }) {
  for (let tried = 0; ; tried++) {
    const around = random() < uniformShare ? undefined : best();
    const width = Math.max(
      lastWidth,
      firstWidth * (lastWidth / firstWidth) ** (tried / shrinkOver),
    );
    yield bounds.map(([lower, upper], i) => {
      const centre = around?.[i];
      if (centre === undefined) return lower + random() * (upper - lower);
      // The sum of three uniform numbers is bell-shaped enough.
      const step = (random() + random() + random() - 1.5) * width * (upper - lower);
      return Math.min(Math.max(centre + step, lower), upper);
    });
  }
};
