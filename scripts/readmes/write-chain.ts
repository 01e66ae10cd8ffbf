import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Chain, Step } from "./chains.ts";

/** A step of a chain, and the file it lies in. */
export type WrittenStep = { readonly step: Step; readonly file: string };

/** A chain whose files lie in a folder of their own. */
export type WrittenChain = Chain & {
  readonly folder: string;
  readonly written: readonly WrittenStep[];
};

/** Writes the files of a chain into a new folder of the workshop. */
export function writeChain(workshop: string, chain: Chain): WrittenChain {
  const folder = join(workshop, chain.path, String(chain.line));
  mkdirSync(folder, { recursive: true });
  const written = chain.steps.map((step, index): WrittenStep => {
    const file = join(folder, fileName(step, index));
    writeFileSync(file, contentOf(step));
    return { step, file };
  });
  return { ...chain, folder, written };
}

function fileName(step: Step, index: number): string {
  switch (step.type) {
    case "write":
      return step.name;
    case "program":
      return `${basename(step.blocks[0].path, ".md")}-${index}.${step.language}`;
    case "shell":
      return `${basename(step.block.path, ".md")}-${index}.sh`;
  }
}

function contentOf(step: Step): string {
  // A file is what the reader sees, to the byte.
  if (step.type !== "program") return `${step.block.text}\n`;
  // Blank lines in between, so that a line number of the program is one of the document.
  let content = "";
  let line = 1;
  for (const block of step.blocks) {
    content += `${"\n".repeat(Math.max(0, block.line - line))}${block.text}\n`;
    line = block.line + block.text.split("\n").length;
  }
  return content;
}
