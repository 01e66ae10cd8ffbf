import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inOrder } from "./in-order.ts";
import type { ReleasePackage } from "./release-package.ts";

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
};

/** The packages that are published, each after those that it needs. */
export function readPackages(root: string): readonly ReleasePackage[] {
  const found = globSync("packages/*/package.json", { cwd: root })
    .toSorted()
    .map((path) => ({
      folder: join(root, dirname(path)),
      manifest: JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest,
    }))
    .filter(({ manifest }) => manifest.private !== true);
  const ours = new Set(found.map(({ manifest }) => manifest.name));
  return inOrder(
    found.map(({ folder, manifest: { name, version, dependencies = {} } }) => ({
      name,
      version,
      folder,
      needs: Object.keys(dependencies).filter((dependency) => ours.has(dependency)),
    })),
  );
}
