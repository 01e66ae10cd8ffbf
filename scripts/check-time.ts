// Fails if published code reads time or waits other than through a Clock.
import { fileURLToPath } from "node:url";
import { report } from "./sources/report.ts";
import { timeViolations } from "./time/time-violations.ts";

report("Time through the clock", timeViolations(fileURLToPath(new URL("..", import.meta.url))));
