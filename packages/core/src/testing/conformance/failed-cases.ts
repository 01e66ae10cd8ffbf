import type { ConformanceCaseId } from "./conformance-cases.ts";
import type { ConformanceSuite } from "./conformance-suite.ts";
import { runnerConformance } from "./runner-conformance.ts";

/**
 * Runs the conformance suite without a test framework, one case after another, and resolves with
 * the cases that failed, and why: to see that the suite catches a runner that is broken on purpose.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a waiver that waives nothing or gives no reason
 */
export async function failedCases(
  suite: ConformanceSuite,
): Promise<ReadonlyMap<ConformanceCaseId, unknown>> {
  const checks: (() => Promise<void>)[] = [];
  const { cases } = await runnerConformance({ ...suite, test: (_, check) => checks.push(check) });
  const failed = new Map<ConformanceCaseId, unknown>();
  for (const [nth, id] of cases.entries()) {
    try {
      await checks[nth]?.();
    } catch (error) {
      failed.set(id, error);
    }
  }
  return failed;
}
