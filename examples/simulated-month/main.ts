// Simulates a month of a cluster, with early stopping and without, and draws it: timeline.svg.
import { writeFileSync } from "node:fs";
import { drawTimeline } from "./draw-timeline.ts";
import { simulateMonth } from "./simulate-month.ts";

const month = await simulateMonth();
const title = "A month of 16 slots: successive halving stops what does not look promising";
writeFileSync(new URL("timeline.svg", import.meta.url), drawTimeline(month, title));
const plain = await simulateMonth({ earlyStopping: false });
for (const [name, { trials, best }] of [
  ["with early stopping", month],
  ["without", plain],
] as const) {
  console.log(`${name}: ${trials.size} trials, best loss ${best?.value.toFixed(4)}`);
}
console.log("Drawn: timeline.svg");
