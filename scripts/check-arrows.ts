// Fails if a package depends on one it may not; see arrows/allowed-arrows.ts.
import { fileURLToPath } from "node:url";
import { arrowViolations } from "./arrows/arrow-violations.ts";
import { report } from "./sources/report.ts";

report("Arrows between packages", arrowViolations(fileURLToPath(new URL("..", import.meta.url))));
