// Publishes every package whose version the registry does not have, in order. Can be run again
// after it broke half-way. `--dry-run` does everything but publish and tag.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { exitOnSignals } from "./readmes/exit-on-signals.ts";
import { release } from "./release/release.ts";

const { values } = parseArgs({
  options: {
    "dry-run": { type: "boolean", default: false },
    provenance: { type: "boolean", default: false },
  },
});
exitOnSignals();
try {
  await release(fileURLToPath(new URL("..", import.meta.url)), {
    dryRun: values["dry-run"],
    provenance: values.provenance,
    print: (line) => console.log(line),
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
