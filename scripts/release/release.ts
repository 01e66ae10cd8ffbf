import { obstacles } from "./obstacles.ts";
import { prepareTarballs } from "./prepare-tarballs.ts";
import { publishedVersions } from "./published-versions.ts";
import { readPackages } from "./read-packages.ts";
import { runOrFail } from "./run-or-fail.ts";
import { tagReleases } from "./tag-releases.ts";
import { tarballLines } from "./tarball-lines.ts";

export type ReleaseOptions = {
  /** Build, pack, check and print, but publish and tag nothing. */
  readonly dryRun: boolean;
  /** Let the registry know which build of which commit it came from; needs a hosted CI. */
  readonly provenance: boolean;
  readonly print: (line: string) => void;
};

/**
 * Publishes what the registry does not have, each package after those that it needs. What was
 * checked is what goes out: the same files, all checked before the first is published. The
 * registry is the only record of how far a release came, so a broken one is simply run again.
 *
 * @throws {Error} where nothing may be published, or publishing broke off
 */
export async function release(root: string, options: ReleaseOptions): Promise<void> {
  const { dryRun, provenance, print } = options;
  const packages = readPackages(root);
  const reasons = await obstacles(root);
  if (reasons.length > 0 && !dryRun) throw new Error(reasons.join("\n"));
  for (const reason of reasons) print(`note: ${reason}`);

  const published = await Promise.all(packages.map(({ name }) => publishedVersions(root, name)));
  const unpublished = packages.filter(({ version }, i) => !published[i]?.has(version));
  if (unpublished.length === 0) {
    print("The registry has every package at its version: there is nothing to publish.");
  } else {
    using prepared = await prepareTarballs(root, unpublished);
    if (prepared.violations.length > 0) {
      const complaints = prepared.violations.map(({ path, message }) => `${path}: ${message}`);
      throw new Error(["Nothing was published.", ...complaints].join("\n"));
    }
    print(dryRun ? "Would publish, in this order:" : "To publish, in this order:");
    for (const line of tarballLines(prepared.tarballs)) print(`  ${line}`);
    if (!dryRun) {
      const flags = ["--no-git-checks", ...(provenance ? ["--provenance"] : [])];
      for (const tarball of prepared.tarballs) {
        await runOrFail("pnpm", ["publish", tarball.path, ...flags], { cwd: root });
        print(`published ${tarball.name}`);
        await tag([tarball]);
      }
    }
  }
  // Those that a release published which broke before it could tag them.
  if (!dryRun) await tag(packages);

  async function tag(these: Parameters<typeof tagReleases>[1]): Promise<void> {
    // In the words of changesets, which the workflow reads and makes releases of.
    for (const name of await tagReleases(root, these)) print(`New tag: ${name}`);
  }
}
