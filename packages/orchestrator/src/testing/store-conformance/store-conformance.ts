import { RunnerError } from "@runners/core";
import { checkStore } from "./check-store.ts";
import { storeCases, type StoreCaseId } from "./store-cases.ts";
import type { StoreSuite } from "./store-suite.ts";

/**
 * Hands one test for every rule of the contract of a store to `test`, which may be that of vitest,
 * node:test or any other framework. Returns the ids of the cases that were handed over.
 *
 * A rule that the harness cannot bring about fails, unless it is waived by name, with the reason.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a waiver that waives nothing or gives no reason
 */
export function storeConformance(
  suite: StoreSuite & {
    /** Registers a test; a name begins with the id of its case. */
    readonly test: (name: string, check: () => Promise<void>) => unknown;
  },
): readonly StoreCaseId[] {
  const waived = waivedCases(suite.waive ?? {});
  const ids = (Object.keys(storeCases) as StoreCaseId[]).filter((id) => !waived.has(id));
  for (const id of ids) {
    void suite.test(`${id}: ${storeCases[id].says}`, () => checkStore(suite.create, id));
  }
  return ids;
}

function waivedCases(waive: NonNullable<StoreSuite["waive"]>): ReadonlySet<string> {
  const waived = new Set<string>();
  for (const [waiver, reason] of Object.entries(waive)) {
    if (reason.trim() === "") {
      throw invalid(`The waiver "${waiver}" has no reason; say why the store need not keep it.`);
    }
    const answering = Object.entries(storeCases).filter(
      ([id, { needs = [] }]) => id === waiver || needs.some((hook) => waiver === `needs/${hook}`),
    );
    if (answering.length === 0) {
      throw invalid(`The waiver "${waiver}" waives nothing: no case answers to it. Remove it.`);
    }
    for (const [id] of answering) waived.add(id);
  }
  return waived;
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
