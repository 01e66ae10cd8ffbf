// A driver as it is after a restart: it looks each trial up, and runs those that are absent. It
// kills itself after a number of turns of the event loop, wherever it is then.
import { writeSync } from "node:fs";
import { makeTrial } from "@runners/core/testing";
import { LocalRunner } from "../local-runner.ts";

const [directory = "", script = "", ledger = "", wave = "", count = "", turns = ""] =
  process.argv.slice(2);
const runner = new LocalRunner({
  command: "/bin/sh",
  args: [script, ledger],
  parameterArguments: "none",
  directory,
  maxConcurrency: 1_000,
});
let turn = 0;
const tick = (): void => {
  turn += 1;
  if (turn > Number(turns)) process.kill(process.pid, "SIGKILL");
  setImmediate(tick);
};
tick();
for (let index = 0; index < Number(count); index += 1) {
  const key = `${wave}-${index}`;
  const trial = makeTrial({}, { index });
  const { outcome } = await runner.findSubmission(trial, key);
  // What is unknown is for a later driver to look up again.
  if (outcome === "absent") await runner.run(trial, { submissionKey: key });
}
writeSync(1, `${turn}\n`);
process.exit(0);
