// A submitter: dawdles, then submits one trial unless its time has passed by then.
import { writeSync } from "node:fs";
import { systemClock } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { ClusterRunner } from "../cluster/cluster-runner.ts";
import type { SubmitterPlan } from "./with-submitter.ts";

const plan = JSON.parse(process.argv[2] ?? "") as SubmitterPlan;
const { submissionKey, notAfterMs } = plan;
await systemClock.sleep(plan.delayMs);
try {
  const trial = makeTrial({}, plan.trial);
  const runner = new ClusterRunner(plan.options);
  const runMetadata = await runner.run(trial, { submissionKey, notAfterMs });
  writeSync(1, JSON.stringify({ runMetadata }));
} catch (error) {
  // Nobody may be there to read it.
  writeSync(1, JSON.stringify({ error: String(error) }));
}
