import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { sourceFiles, type SourceFile } from "../sources/source-file.ts";
import type { Violation } from "../sources/violation.ts";
import { allowedArrows, mostRuntimeDependencies } from "./allowed-arrows.ts";
import { findCycle } from "./find-cycle.ts";
import { importsOf } from "./imports-of.ts";
import { readManifest, workspaceFolders, type Manifest } from "./manifest.ts";

const scope = "@runners/";

/** A package that depends on one it may not, or imports what it does not declare or may not reach. */
export function arrowViolations(root: string, arrows = allowedArrows): Violation[] {
  const found: Violation[] = [];
  const cycle = findCycle(arrows);
  if (cycle !== undefined) {
    const message = `The table of allowed arrows has a cycle: ${cycle.join(" → ")}.`;
    found.push({ path: "scripts/arrows/allowed-arrows.ts", message });
  }
  const shared = readManifest(root, ".")?.development ?? new Set();
  const manifests = new Map<string, Manifest>();
  for (const folder of workspaceFolders(root)) {
    const manifest = readManifest(root, folder);
    if (manifest !== undefined) manifests.set(manifest.name, manifest);
    else if (sourceFiles(root, [folder]).length > 0) {
      found.push({ path: folder, message: "has sources and no package.json; add one." });
    }
  }
  for (const manifest of manifests.values()) {
    found.push(...dependencyViolations(manifest, arrows));
    for (const file of sourceFiles(root, [manifest.folder])) {
      found.push(...importViolations(file, manifest, { arrows, manifests, shared }));
    }
  }
  return found;
}

function dependencyViolations(manifest: Manifest, arrows: typeof allowedArrows): Violation[] {
  const path = `${manifest.folder}/package.json`;
  const found: Violation[] = [];
  const own = ownName(manifest);
  if (manifest.folder.startsWith("packages/") && (own === undefined || !(own in arrows))) {
    const message = `${manifest.name} is not in the table of allowed arrows; add it to scripts/arrows/allowed-arrows.ts.`;
    return [{ path, message }];
  }
  for (const name of manifest.development) {
    const message = forbidden(manifest, name, arrows);
    if (message !== undefined) found.push({ path, message });
  }
  const others = [...manifest.runtime].filter((name) => !name.startsWith(scope));
  const most = own === "core" ? 0 : mostRuntimeDependencies;
  if (own !== undefined && others.length > most) {
    const message = `has ${others.length} runtime dependencies (${others.join(", ")}); at most ${most} are allowed.`;
    found.push({ path, message });
  }
  return found;
}

type Surroundings = {
  readonly arrows: typeof allowedArrows;
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** What the root brings for the tests of every package. */
  readonly shared: ReadonlySet<string>;
};

function importViolations(
  file: SourceFile,
  manifest: Manifest,
  { arrows, manifests, shared }: Surroundings,
): Violation[] {
  const published = isPublished(file.path);
  const complaint = (specifier: string): string | undefined => {
    if (specifier.startsWith(".")) {
      const target = posix.join(posix.dirname(file.path), specifier);
      if (target.startsWith(`${manifest.folder}/`) || target === "vitest.shared.ts")
        return undefined;
      return `imports ${specifier}, which lies outside ${manifest.folder}; import the package by its name.`;
    }
    if (isBuiltin(specifier)) return undefined;
    const name = packageOf(specifier);
    if (name === manifest.name) {
      return published ? `imports its own package by name; import the file itself.` : undefined;
    }
    const arrow = forbidden(manifest, name, arrows);
    if (arrow !== undefined) return arrow;
    const declarations = published ? [manifest.runtime] : [manifest.development, shared];
    const declared = [name, typesOf(name)].some((one) => declarations.some((set) => set.has(one)));
    if (!declared) {
      const field = published ? "dependencies" : "dependencies or devDependencies";
      return `imports ${name}, which ${manifest.folder}/package.json does not declare in its ${field}.`;
    }
    const target = manifests.get(name);
    const entry = `.${specifier.slice(name.length)}`;
    if (target !== undefined && !target.exports.includes(entry)) {
      return `imports ${specifier}, which ${name} does not export; its entries are ${target.exports.join(", ")}.`;
    }
    return undefined;
  };
  return importsOf(file).flatMap(({ specifier, line }) => {
    const message = complaint(specifier);
    return message === undefined ? [] : [{ path: file.path, line, message }];
  });
}

/** Why a package may not depend on another, or undefined if it may. */
function forbidden(from: Manifest, name: string, arrows: typeof allowedArrows): string | undefined {
  if (!name.startsWith(scope) || name === from.name) return undefined;
  const to = name.slice(scope.length);
  const own = ownName(from);
  if (own === undefined) {
    return from.folder === "scripts"
      ? `forbidden arrow: scripts → ${to}; checks stand alone.`
      : undefined;
  }
  const allowed = arrows[own] ?? [];
  if (allowed.includes(to)) return undefined;
  const may = allowed.length === 0 ? "none of our packages" : allowed.join(", ");
  return `forbidden arrow: ${own} → ${to}; ${own} may depend on ${may}.`;
}

/** The name in the table of a package of `packages/`; undefined for examples and the like. */
function ownName({ folder, name }: Manifest): string | undefined {
  if (!folder.startsWith("packages/") || !name.startsWith(scope)) return undefined;
  return name.slice(scope.length);
}

/** Whether a file reaches the users of a package: below `src`, and no test of any kind. */
function isPublished(path: string): boolean {
  return (
    /^packages\/[^/]+\/src\//.test(path) &&
    !/\.(test|test-d|bench|backend-test)\.ts$|\/__fixtures__\//.test(path)
  );
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The package that declares the types of one that brings none. */
function typesOf(name: string): string {
  return `@types/${name.replace(/^@/, "").replace("/", "__")}`;
}
