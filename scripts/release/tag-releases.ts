import type { ReleasePackage } from "./release-package.ts";
import { runOrFail } from "./run-or-fail.ts";

/**
 * Tags the commit with `<name>@<version>` for every package whose version has no tag yet; returns
 * the new tags. Call it once they are on the registry.
 */
export async function tagReleases(
  root: string,
  packages: readonly Pick<ReleasePackage, "name" | "version">[],
): Promise<readonly string[]> {
  const existing = new Set((await runOrFail("git", ["tag", "--list"], { cwd: root })).split("\n"));
  const missing = packages
    .map(({ name, version }) => `${name}@${version}`)
    .filter((tag) => !existing.has(tag));
  for (const tag of missing) await runOrFail("git", ["tag", tag], { cwd: root });
  return missing;
}
