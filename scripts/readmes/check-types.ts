import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Violation } from "../sources/violation.ts";
import { runCommand } from "./run-command.ts";
import type { Workshop } from "./workshop.ts";
import type { WrittenChain } from "./write-chain.ts";

const timeoutMs = 300_000;

/** Type-checks all programs at once, as strictly as our own. */
export async function checkTypes(
  root: string,
  workshop: Workshop,
  chains: readonly WrittenChain[],
): Promise<Violation[]> {
  const files = chains.flatMap(({ written }) =>
    written.map(({ file }) => file).filter((file) => file.endsWith(".ts")),
  );
  if (files.length === 0) return [];
  const compilerOptions = {
    noEmit: true,
    composite: false,
    declaration: false,
    declarationMap: false,
    sourceMap: false,
    isolatedDeclarations: false,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    moduleDetection: "force",
  };
  const project = join(workshop.folder, "tsconfig.json");
  writeFileSync(
    project,
    JSON.stringify({ extends: join(root, "tsconfig.base.json"), compilerOptions, files }),
  );
  const { exitCode, stdout, stderr } = await runCommand(
    "tsc",
    ["-p", project, "--pretty", "false"],
    {
      cwd: workshop.folder,
      env: workshop.env,
      timeoutMs,
    },
  );
  if (exitCode === 0) return [];
  const placeOf = new Map(
    chains.flatMap(({ path, written }) =>
      written.map(({ step, file }) => {
        const lineBefore = step.type === "write" ? step.block.line - 1 : 0;
        return [relative(workshop.folder, file), { path, lineBefore }] as const;
      }),
    ),
  );
  const found = stdout
    .split("\n")
    .filter((text) => text.trim() !== "")
    .map((text): Violation => {
      const [, file = "", line, message] = /^(.+?)\((\d+),\d+\): (.+)$/.exec(text) ?? [];
      const place = placeOf.get(file);
      if (place === undefined || message === undefined) return { path: "tsc", message: text };
      return { path: place.path, line: place.lineBefore + Number(line), message };
    });
  return found.length > 0 ? found : [{ path: "tsc", message: stderr }];
}
