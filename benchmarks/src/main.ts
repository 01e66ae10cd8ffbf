// Prints the figures as JSON, one a line, and as a table.
import { durable } from "./durable.ts";
import { inMemory } from "./in-memory.ts";
import { optuna } from "./optuna.ts";
import { resume } from "./resume.ts";

for (const measure of [durable, optuna, inMemory, resume]) {
  for (const figure of await measure()) {
    const { name, unit, bar, why = "" } = figure;
    const value = figure.value === undefined ? null : Number(figure.value.toPrecision(3));
    console.log(JSON.stringify({ ...figure, value }));
    console.error(`${name.padEnd(64)} ${value ?? ""} ${unit}  (bar: ${bar || "none"}) ${why}`);
  }
}
