// A driver that polls the trials in a file, and prints how many have completed.
import { readFileSync, writeSync } from "node:fs";
import type { Trial } from "@runners/core";
import { LocalRunner } from "../local-runner.ts";

const [directory = "", file = ""] = process.argv.slice(2);
const trials = JSON.parse(readFileSync(file, "utf8")) as readonly Trial[];
const runner = new LocalRunner({ command: "/bin/sh", directory });
const polled = await runner.pollTrialStatus(trials);
writeSync(1, String(polled.get("COMPLETED")?.size));
