import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Violation } from "../sources/violation.ts";
import { chainsOf, type Step } from "./chains.ts";
import { checkTypes } from "./check-types.ts";
import { codeBlocks } from "./code-blocks.ts";
import { runChain } from "./run-chain.ts";
import { openWorkshop } from "./workshop.ts";
import { writeChain, type WrittenChain } from "./write-chain.ts";

export type DocumentReport = {
  readonly violations: readonly Violation[];
  /** How many programs and scripts were run; blocks that continue each other are one. */
  readonly programs: number;
};

/**
 * Type-checks the code of the documents and runs what needs no tool, or what needs this one, which is
 * on PATH; see docs/documentation.md.
 */
export async function documentViolations(
  root: string,
  paths: readonly string[],
  tool?: string,
): Promise<DocumentReport> {
  const violations: Violation[] = [];
  const workshop = openWorkshop(root);
  try {
    const chains: WrittenChain[] = [];
    for (const path of paths) {
      const parsed = codeBlocks(path, readFileSync(join(root, path), "utf8"));
      const chained = chainsOf(parsed.blocks);
      violations.push(...parsed.violations, ...chained.violations);
      chains.push(...chained.chains.map((chain) => writeChain(workshop.folder, chain)));
    }
    violations.push(...(await checkTypes(root, workshop, chains)));
    const runnable = chains.filter((chain) => chain.tool === tool);
    const waiting = runnable.values();
    const worker = async (): Promise<void> => {
      for (const chain of waiting) violations.push(...(await runChain(workshop, chain)));
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    return { violations: violations.toSorted(byPlace), programs: runnable.flatMap(toRun).length };
  } finally {
    workshop.dispose();
  }
}

function toRun({ steps }: WrittenChain): readonly Step[] {
  return steps.filter(({ type, ...step }) => type === "shell" || ("run" in step && step.run));
}

function byPlace(a: Violation, b: Violation): number {
  return a.path.localeCompare(b.path) || (a.line ?? 0) - (b.line ?? 0);
}
