// Prints which tests failed in the last runs of the test tasks, and what the runs add up to, from
// the logs that turbo keeps of them; with --clear, removes those logs instead. Fails if a test
// failed or was skipped, or none was run.
import { globSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { failedTests, testTotals } from "./totals/test-totals.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const logs = globSync("{packages/*,examples/*,benchmarks,scripts}/.turbo/turbo-test*.log", {
  cwd: root,
});
if (process.argv.includes("--clear")) {
  for (const log of logs) rmSync(`${root}/${log}`);
} else {
  const texts = logs.map((log) => readFileSync(`${root}/${log}`, "utf8"));
  for (const failed of failedTests(texts)) console.log(`FAIL ${failed}`);
  const totals = testTotals(texts);
  if (totals.skipped > 0) console.log(`${totals.skipped} skipped, which is not allowed here`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  if (totals.failed > 0 || totals.skipped > 0 || totals.passed === 0) process.exitCode = 1;
}
