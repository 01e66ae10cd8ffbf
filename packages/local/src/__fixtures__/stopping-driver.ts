// A driver that runs a trial, stops it, and is killed the moment that this is accepted.
import { writeFileSync } from "node:fs";
import { LocalRunner } from "../local-runner.ts";
import { deploy } from "./deploy.ts";

const [directory = "", script = "", report = ""] = process.argv.slice(2);
const runner = new LocalRunner({ command: "/bin/sh", args: [script], directory, stopGraceMs: 200 });
const trial = await deploy(runner, {});
for await (const _ of runner.readLogs(trial, { follow: true })) break;
writeFileSync(report, JSON.stringify(trial));
await runner.stop(trial, { reason: "the driver dies" });
process.kill(process.pid, "SIGKILL");
