import { runCommand } from "../readmes/run-command.ts";

/**
 * The versions of a package that are on the registry: none where it has no such package.
 *
 * @throws {Error} where the registry does not say, so that nothing is taken for unpublished
 */
export async function publishedVersions(root: string, name: string): Promise<ReadonlySet<string>> {
  const { exitCode, stdout, stderr } = await runCommand(
    "pnpm",
    ["view", name, "versions", "--json"],
    { cwd: root, env: process.env, timeoutMs: 120_000 },
  );
  const answer = parse(stdout);
  // One version comes as a string, several as an array.
  if (exitCode === 0 && typeof answer === "string") return new Set([answer]);
  if (exitCode === 0 && Array.isArray(answer)) return new Set(answer.map(String));
  if (/"code": *"(ERR_PNPM_FETCH_404|E404)"/.test(stdout)) return new Set();
  throw new Error(
    `The registry does not say which versions of ${name} it has:\n${stdout}${stderr}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
