import type { Violation } from "../sources/violation.ts";
import type { Step } from "./chains.ts";
import type { CodeBlock } from "./code-block.ts";
import { matchesOutput } from "./matches-output.ts";
import { runCommand } from "./run-command.ts";
import type { Workshop } from "./workshop.ts";
import type { WrittenChain } from "./write-chain.ts";

/** Longest that one step of a chain may take. */
const timeoutMs = 120_000;

/** Runs the steps of a chain one after another, up to the first that fails. */
export async function runChain(workshop: Workshop, chain: WrittenChain): Promise<Violation[]> {
  for (const { step, file } of chain.written) {
    if (step.type === "write" || (step.type === "program" && !step.run)) continue;
    const [command, ...args] = step.type === "shell" ? ["sh", "-eu", file] : ["node", file];
    const { exitCode, stdout, stderr } = await runCommand(command, args, {
      cwd: chain.folder,
      env: workshop.env,
      timeoutMs,
    });
    const [first] = blocksOf(step);
    const at = { path: chain.path, line: first.line };
    if (exitCode !== 0) {
      const said = `${stdout}${stderr}`.replaceAll(file, chain.path).trimEnd();
      return [{ ...at, message: `fails (${exitCode ?? "ended by a signal"}):\n${said}` }];
    }
    const expected = blocksOf(step).flatMap((block) => block.expected ?? []);
    if (expected.length > 0 && !matchesOutput(expected.join("\n"), stdout)) {
      const message = `prints something else than the text after it:\n${stdout.trimEnd()}`;
      return [{ ...at, message }];
    }
  }
  return [];
}

function blocksOf(step: Step): readonly [CodeBlock, ...CodeBlock[]] {
  return step.type === "program" ? step.blocks : [step.block];
}
