// Compares two ways to choose candidates, and draws how they get on: regret.svg.
import { writeFileSync } from "node:fs";
import { compare, lastHour } from "./compare.ts";
import { drawRegret } from "./draw-regret.ts";

const panels = await compare(20);
writeFileSync(new URL("regret.svg", import.meta.url), drawRegret(panels, lastHour));
for (const { title, lines } of panels) {
  for (const { name, quartiles } of lines) {
    const median = quartiles.at(-1)?.median.toPrecision(2);
    console.log(`${title}, ${name}: half of the runs were within ${median} of the optimum.`);
  }
}
console.log("Drawn: regret.svg");
