import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, type Program } from "oxc-parser";

/** A source file, parsed. */
export type SourceFile = {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly program: Program;
  /** The line, from 1, of a position in the file. */
  lineAt(position: number): number;
};

/** Reads and parses every script below the folders, those of `node_modules` and `dist` aside. */
export function sourceFiles(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      globSync(`${folder}/**/*.{ts,mts,cts,js,mjs,cjs}`, {
        cwd: root,
        exclude: ["**/node_modules/**", "**/dist/**"],
      }),
    )
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()
    .map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
}

/** @throws {Error} where the text cannot be parsed, naming the file */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return { path, program, lineAt: (position) => text.slice(0, position).split("\n").length };
}
