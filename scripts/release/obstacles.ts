import { globSync } from "node:fs";
import { runOrFail } from "./run-or-fail.ts";

/** Why nothing may be published from this checkout as it is; empty where it may. */
export async function obstacles(root: string): Promise<readonly string[]> {
  const reasons: string[] = [];
  const changes = await runOrFail("git", ["status", "--porcelain"], { cwd: root });
  if (changes !== "") {
    const files = changes.trimEnd().split("\n");
    reasons.push(
      `${files.length} files are not committed, ${files[0]?.slice(3)} for one: commit or remove them, since what is published has to be in the history.`,
    );
  }
  const pending = globSync(".changeset/*.md", { cwd: root }).filter(
    (path) => !path.endsWith("README.md"),
  );
  if (pending.length > 0) {
    reasons.push(
      `${pending.length} changesets wait for their versions (${pending.join(", ")}): run \`pnpm changeset version\` and commit.`,
    );
  }
  return reasons;
}
