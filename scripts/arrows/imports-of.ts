import { Visitor } from "oxc-parser";
import type { SourceFile } from "../sources/source-file.ts";

export type Import = { readonly specifier: string; readonly line: number };

/** Everything that a file imports: values, types, re-exports, `import()`, `require` and `import("x").T`. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (
    node: { readonly type: string; readonly start: number } | null | undefined,
  ): void => {
    if (node?.type !== "Literal" || !("value" in node) || typeof node.value !== "string") return;
    found.push({ specifier: node.value, line: file.lineAt(node.start) });
  };
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
    TSExternalModuleReference: ({ expression }) => add(expression),
    CallExpression: ({ callee, arguments: [first] }) => {
      if (callee.type === "Identifier" && callee.name === "require") add(first);
    },
  }).visit(file.program);
  return found.toSorted((a, b) => a.line - b.line);
}
