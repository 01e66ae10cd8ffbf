import { RunnerError } from "../../runner-error.ts";
import type { ConformanceCaseId } from "./conformance-cases.ts";
import type { ConformanceSuite } from "./conformance-suite.ts";
import { planConformance, type PlannedCase } from "./plan-conformance.ts";
import { Rig } from "./rig.ts";

/** What the suite makes of a runner. */
export type ConformanceSections = {
  /** The cases that were handed to `test`. */
  readonly cases: readonly ConformanceCaseId[];
  /** The cases that are not checked, and why. */
  readonly waived: ReadonlyMap<ConformanceCaseId, string>;
};

/**
 * Hands one test for every rule that concerns the runner to `test`, which may be that of vitest,
 * node:test or any other framework. Resolves when all are handed over, not when they have run.
 *
 * A runner without an optional member has no cases for it. A rule that the harness cannot bring
 * about fails, unless it is waived by name, with the reason.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a waiver that waives nothing or gives no reason, and
 * where `create` or `test` is no function
 */
export async function runnerConformance(
  suite: ConformanceSuite & {
    /** Registers a test; a name begins with the id of its case. */
    readonly test: (name: string, check: () => Promise<void>) => unknown;
  },
): Promise<ConformanceSections> {
  for (const name of ["create", "test"] as const) {
    if (typeof suite[name] === "function") continue;
    const message = `runnerConformance: ${name} is ${String(suite[name])}; give a function.`;
    throw new RunnerError("INVALID_ARGUMENT", message);
  }
  const probe = await openRig(suite);
  let plan: ReturnType<typeof planConformance>;
  try {
    plan = planConformance(probe.harness, suite.waive);
  } finally {
    await probe.dispose();
  }
  for (const planned of plan.run) {
    void suite.test(`${planned.id}: ${planned.case.says}`, () => checkCase(suite, planned));
  }
  return { cases: plan.run.map(({ id }) => id), waived: plan.waived };
}

async function checkCase(suite: ConformanceSuite, planned: PlannedCase): Promise<void> {
  const { id, lacks } = planned;
  if (lacks !== undefined) {
    throw new Error(
      `${id} is not checked: the harness has no ${lacks}. Supply it, or waive "needs/${lacks}" with the reason.`,
    );
  }
  const rig = await openRig(suite);
  try {
    await planned.case.check(rig);
  } finally {
    await rig.dispose();
  }
}

async function openRig({ create, random = Math.random }: ConformanceSuite): Promise<Rig> {
  return new Rig(await create(), random);
}
