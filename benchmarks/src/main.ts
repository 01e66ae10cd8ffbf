// Prints the figures as JSON, one a line, and as a table.
import { durable } from "./durable.ts";
import { inMemory } from "./in-memory.ts";
import { resume } from "./resume.ts";

for (const measure of [durable, inMemory, resume]) {
  for (const figure of await measure()) {
    const value = Number(figure.value.toPrecision(3));
    console.log(JSON.stringify({ ...figure, value }));
    console.error(
      `${figure.name.padEnd(64)} ${value} ${figure.unit}  (bar: ${figure.bar || "none"})`,
    );
  }
}
