import { globSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ReleasePackage } from "./release-package.ts";
import { runOrFail } from "./run-or-fail.ts";
import type { Tarball } from "./tarball.ts";

/** Packs a package that is built, and unpacks it beside, both below `destination`. */
export async function packPackage(
  { name, version, folder }: ReleasePackage,
  destination: string,
): Promise<Tarball> {
  const base = name.replace("@", "").replace("/", "-");
  const path = join(destination, `${base}.tgz`);
  const contents = join(destination, base);
  await runOrFail("pnpm", ["pack", "--out", path], { cwd: folder });
  mkdirSync(contents);
  await runOrFail("tar", ["-xzf", path, "-C", contents, "--strip-components=1"], {
    cwd: destination,
  });
  const files = globSync("**", { cwd: contents, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(contents.length + 1))
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted();
  const unpackedBytes = files.reduce((sum, file) => sum + bytesOf(join(contents, file)), 0);
  return { name, version, path, contents, files, unpackedBytes, packedBytes: bytesOf(path) };
}

function bytesOf(file: string): number {
  return statSync(file).size;
}
