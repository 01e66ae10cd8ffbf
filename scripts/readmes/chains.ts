import type { Violation } from "../sources/violation.ts";
import type { CodeBlock } from "./code-block.ts";

/** One thing that a chain does, in the order of the document. */
export type Step =
  | { readonly type: "write"; readonly name: string; readonly block: CodeBlock }
  /** One program of the blocks that continue each other. */
  | {
      readonly type: "program";
      readonly language: "ts" | "js";
      readonly blocks: readonly [CodeBlock, ...CodeBlock[]];
      readonly run: boolean;
    }
  | { readonly type: "shell"; readonly block: CodeBlock };

/** A block and the ones that continue it: they share one folder. */
export type Chain = {
  readonly path: string;
  /** The line that its first block begins on. */
  readonly line: number;
  readonly steps: readonly Step[];
  /** A tool that one of its blocks needs, and the test command does not have. */
  readonly tool?: string;
};

/** Puts the blocks of one document together into chains; those that are only read are left out. */
export function chainsOf(blocks: readonly CodeBlock[]): {
  readonly chains: readonly Chain[];
  readonly violations: readonly Violation[];
} {
  const violations: Violation[] = [];
  const chains: { path: string; line: number; steps: Step[]; tool?: string }[] = [];
  for (const block of blocks) {
    const { path, line, continues, treatment } = block;
    if (treatment.type === "no-check") continue;
    let chain = continues ? chains.at(-1) : undefined;
    if (chain === undefined) {
      chain = { path, line, steps: [] };
      chains.push(chain);
    }
    if (block.tool !== undefined) chain.tool = block.tool;
    const last = chain.steps.at(-1);
    const step = stepOf(block);
    if (step === undefined) continue;
    if (step.type !== "program" || last?.type !== "program" || last.language !== step.language) {
      chain.steps.push(step);
    } else if (last.run === step.run) {
      chain.steps[chain.steps.length - 1] = { ...last, blocks: [...last.blocks, block] };
    } else {
      const message = "continues a block that is not run, or the other way round; mark both alike.";
      violations.push({ path, line: line - 1, message });
    }
  }
  for (const { path, line, steps } of chains) {
    if (steps.length > 0 && steps.every(({ type }) => type === "write")) {
      const message = "is a file that nothing runs; let a `sh run continues` block use it.";
      violations.push({ path, line: line - 1, message });
    }
  }
  return { chains, violations };
}

function stepOf(block: CodeBlock): Step | undefined {
  const { language, treatment } = block;
  if (treatment.type === "file") return { type: "write", name: treatment.name, block };
  if (language === "ts" || language === "js") {
    return { type: "program", language, blocks: [block], run: treatment.type === "run" };
  }
  return treatment.type === "run" ? { type: "shell", block } : undefined;
}
