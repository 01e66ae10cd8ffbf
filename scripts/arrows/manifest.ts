import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What the checks read of a package.json. */
export type Manifest = {
  /** The folder it lies in, relative to the root. */
  readonly folder: string;
  readonly name: string;
  readonly exports: readonly string[];
  /** What published code may import. */
  readonly runtime: ReadonlySet<string>;
  /** What everything else in the package may import. */
  readonly development: ReadonlySet<string>;
};

type PackageJson = {
  readonly name?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
} & { readonly [field in DependencyField]?: Readonly<Record<string, string>> };

type DependencyField =
  | "dependencies"
  | "peerDependencies"
  | "optionalDependencies"
  | "devDependencies";

/** The manifest in a folder, or undefined where there is none. */
export function readManifest(root: string, folder: string): Manifest | undefined {
  const path = join(root, folder, "package.json");
  if (!existsSync(path)) return undefined;
  const json = JSON.parse(readFileSync(path, "utf8")) as PackageJson;
  const names = (field: DependencyField): string[] => Object.keys(json[field] ?? {});
  const runtime = [
    ...names("dependencies"),
    ...names("peerDependencies"),
    ...names("optionalDependencies"),
  ];
  return {
    folder,
    name: json.name ?? folder,
    exports: Object.keys(json.exports ?? {}),
    runtime: new Set(runtime),
    development: new Set([...runtime, ...names("devDependencies")]),
  };
}

/** The folders of the workspace that have, or should have, a package.json of their own. */
export function workspaceFolders(root: string): string[] {
  return globSync(["packages/*", "examples/*", "benchmarks", "scripts"], {
    cwd: root,
    withFileTypes: true,
  })
    .filter((entry) => entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name).slice(join(root, "/").length).replaceAll("\\", "/"),
    )
    .toSorted();
}
