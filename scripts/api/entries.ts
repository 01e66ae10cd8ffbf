import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPackages } from "../release/read-packages.ts";

/** One way into a package: what `import … from "<specifier>"` gives. */
export type Entry = {
  readonly specifier: string;
  /** Absolute path of the package. */
  readonly folder: string;
  /** Absolute path of its built declarations. */
  readonly declarations: string;
  /** Where the report of its API is kept, relative to the root. */
  readonly report: string;
};

type Exports = Readonly<Record<string, string | { readonly types?: string }>>;

/** Every typed entry of every package that is published. */
export function entries(root: string): readonly Entry[] {
  return readPackages(root).flatMap(({ name, folder }) => {
    const path = join(folder, "package.json");
    const { exports } = JSON.parse(readFileSync(path, "utf8")) as { readonly exports: Exports };
    return Object.entries(exports).flatMap(([key, target]) => {
      if (typeof target === "string" || target.types === undefined) return [];
      const file = `${key === "." ? "index" : key.slice(2).replaceAll("/", "-")}.api.md`;
      return {
        specifier: `${name}${key.slice(1)}`,
        folder,
        declarations: join(folder, target.types),
        report: join(folder, "api", file).slice(join(root, "/").length),
      };
    });
  });
}
