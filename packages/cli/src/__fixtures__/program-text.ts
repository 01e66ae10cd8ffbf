/**
 * The text of the program of a trial. It notes in `ledger` that it runs, prints a line, waits at the
 * gate of its `x` if there is one, and writes `results`: by default that its loss is `x`.
 */
export function programText(results = "JSON.stringify({ loss: x })"): string {
  return `import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const { x } = JSON.parse(readFileSync(process.env.RUNNERS_PARAMETERS, "utf8"));
const here = (name) => join(import.meta.dirname, name);
appendFileSync(here("ledger"), x + "\\n");
console.log("this is", x);
console.error("an error of", x);
const gate = here("gate-" + x);
if (existsSync(gate)) await readFile(gate);
console.log("done with", x);
writeFileSync(process.env.RUNNERS_RESULTS, ${results});
`;
}
