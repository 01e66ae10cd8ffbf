import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../readmes/run-command.ts";
import type { Violation } from "../sources/violation.ts";
import type { Tarball } from "./tarball.ts";
import { tarballViolations } from "./tarball-violations.ts";

/** Everything that is wrong with a package as it would go out. */
export async function checkTarball(root: string, tarball: Tarball): Promise<Violation[]> {
  const { name, path, contents } = tarball;
  const violations = tarballViolations(tarball);
  const manifest = JSON.parse(readFileSync(join(contents, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const { messages } = await publint({ pkgDir: contents, pack: false, strict: true });
  for (const one of messages) {
    violations.push({ path: name, message: formatMessage(one, manifest) ?? one.code });
  }
  const { exitCode, stdout, stderr } = await runCommand(
    join(root, "scripts/node_modules/.bin/attw"),
    [path, "--profile", "esm-only", "--format", "ascii", "--no-color"],
    { cwd: root, env: process.env, timeoutMs: 300_000 },
  );
  if (exitCode !== 0) violations.push({ path: name, message: `attw: ${stdout}${stderr}` });
  return violations;
}
