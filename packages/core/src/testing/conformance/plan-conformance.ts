import { RunnerError } from "../../runner-error.ts";
import type { ConformanceCase } from "./conformance-case.ts";
import { conformanceCases, type ConformanceCaseId } from "./conformance-cases.ts";
import type { ConformanceHarness, ConformanceHooks } from "./conformance-harness.ts";
import type { ConformanceSuite } from "./conformance-suite.ts";

/** A case that is to run, and the hook that it lacks, if one. */
export type PlannedCase = {
  readonly id: ConformanceCaseId;
  readonly case: ConformanceCase;
  readonly lacks: keyof ConformanceHooks | undefined;
};

/** What is made of the suite for one runner. */
export type ConformancePlan = {
  readonly run: readonly PlannedCase[];
  /** The reason by case. */
  readonly waived: ReadonlyMap<ConformanceCaseId, string>;
};

/**
 * The cases that concern the runner, by what it and its harness offer.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a waiver that waives nothing or gives no reason
 */
export function planConformance(
  harness: ConformanceHarness,
  waive: NonNullable<ConformanceSuite["waive"]> = {},
): ConformancePlan {
  const run: PlannedCase[] = [];
  const waived = new Map<ConformanceCaseId, string>();
  const unused = new Map(Object.entries(waive));
  const reasonFor = (waiver: string): string | undefined => {
    const reason: string | undefined = Reflect.get(waive, waiver);
    unused.delete(waiver);
    if (reason === undefined || reason.trim() !== "") return reason;
    throw invalid(`The waiver "${waiver}" has no reason; say why the runner need not keep it.`);
  };
  for (const [id, each] of Object.entries(conformanceCases) as [
    ConformanceCaseId,
    ConformanceCase,
  ][]) {
    const missing = each.needs?.filter((hook) => harness[hook] === undefined) ?? [];
    if (!concerns(each, harness) || (missing.length > 0 && harness.instant === true)) continue;
    const ofHooks = (): (string | undefined)[] => missing.map((hook) => reasonFor(`needs/${hook}`));
    const reason = reasonFor(id) ?? ofHooks().find((given) => given !== undefined);
    const [lacks] = missing;
    if (reason === undefined) run.push({ id, case: each, lacks });
    else waived.set(id, reason);
  }
  for (const waiver of unused.keys()) {
    throw invalid(
      `The waiver "${waiver}" waives nothing: no case of this runner answers to it. Remove it.`,
    );
  }
  return { run, waived };
}

function concerns(each: ConformanceCase, harness: ConformanceHarness): boolean {
  if (each.member !== undefined && harness.runner[each.member] === undefined) return false;
  return each.concerns?.(harness) ?? true;
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
