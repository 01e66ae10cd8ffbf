import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { mostRuntimeDependencies } from "../arrows/allowed-arrows.ts";
import type { Violation } from "../sources/violation.ts";
import type { Tarball } from "./tarball.ts";

type PackedManifest = {
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly exports?: unknown;
  readonly bin?: Readonly<Record<string, string>>;
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
};

const required = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
const forbidden = /\.(test|test-d|bench)\.|\.golden\.|__fixtures__|\.tsbuildinfo$/;

/** What is wrong with a package as it would go out, the findings of publint and attw aside. */
export function tarballViolations({ name, contents, files }: Tarball): Violation[] {
  const packed = new Set(files);
  const manifest = JSON.parse(
    readFileSync(join(contents, "package.json"), "utf8"),
  ) as PackedManifest;
  const messages: string[] = [];
  for (const file of required) {
    if (!packed.has(file)) messages.push(`has no ${file}; add one.`);
  }
  for (const file of files) {
    if (forbidden.test(file)) messages.push(`holds ${file}; leave it out through "files".`);
  }
  for (const { condition, target } of targetsOf(manifest.exports ?? {})) {
    if (condition.startsWith("@")) {
      messages.push(`exports ${target} under ${condition}; overrule it in publishConfig.`);
    } else if (!packed.has(posix.normalize(target))) {
      messages.push(`exports ${target}, which is not in the tarball.`);
    }
  }
  for (const target of Object.values(manifest.bin ?? {})) {
    if (!packed.has(posix.normalize(target))) messages.push(`has no ${target} for its bin.`);
  }
  if (manifest.sideEffects !== false) messages.push(`does not say "sideEffects": false.`);
  if (manifest.type !== "module") messages.push(`does not say "type": "module".`);
  if (manifest.license !== "MIT") messages.push(`does not say "license": "MIT".`);
  if (manifest.engines?.node === undefined) messages.push(`does not say which Node it needs.`);
  messages.push(...dependencyMessages(name, manifest.dependencies ?? {}));
  for (const file of files.filter((path) => path.endsWith(".map"))) {
    const map = JSON.parse(readFileSync(join(contents, file), "utf8")) as {
      readonly sources: readonly string[];
    };
    for (const source of map.sources) {
      const target = posix.join(posix.dirname(file), source);
      if (!packed.has(target)) {
        messages.push(`holds ${file}, a map to ${target}, which is not in the tarball.`);
      }
    }
  }
  return messages.map((message) => ({ path: name, message }));
}

function dependencyMessages(name: string, dependencies: Readonly<Record<string, string>>) {
  const messages: string[] = [];
  for (const [dependency, range] of Object.entries(dependencies)) {
    if (/^(workspace|catalog|link|file):/.test(range)) {
      messages.push(`depends on ${dependency} at ${range}, which a registry does not know.`);
    }
  }
  const others = Object.keys(dependencies).filter((one) => !one.startsWith("@runners/"));
  const most = name === "@runners/core" ? 0 : mostRuntimeDependencies;
  if (others.length > most) {
    messages.push(`has ${others.length} runtime dependencies (${others.join(", ")}), not ${most}.`);
  }
  return messages;
}

/** Every file that an `exports` field names, and the condition right before it. */
function targetsOf(
  value: unknown,
  condition = "",
): { readonly condition: string; readonly target: string }[] {
  if (typeof value === "string") return [{ condition, target: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => targetsOf(inner, key));
}
