// Type-checks and runs the code in our documents, or in those given as arguments.
// Options: --with <tool>, to run the code that needs a tool, which is on PATH, instead of all other
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { documentViolations } from "./readmes/document-violations.ts";
import { exitOnSignals } from "./readmes/exit-on-signals.ts";
import { report } from "./sources/report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const documents = [
  "README.md",
  "{packages,examples}/*/README.md",
  "benchmarks/README.md",
  "docs/**/*.md",
];
exitOnSignals();
const { values, positionals: given } = parseArgs({
  allowPositionals: true,
  options: { with: { type: "string" } },
});
const paths = given.length > 0 ? given : globSync(documents, { cwd: root }).toSorted();
const { violations, programs } = await documentViolations(root, paths, values.with);
report(`Code of ${paths.length} documents (${programs} programs)`, violations);
