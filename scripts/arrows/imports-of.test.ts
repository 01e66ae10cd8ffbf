import { expect, test } from "vitest";
import { parseSource } from "../sources/source-file.ts";
import { importsOf } from "./imports-of.ts";

test("finds every form of import, and its line", () => {
  const source = [
    `import a from "a";`,
    `import type { B } from "b";`,
    `import "c";`,
    `export { d } from "d";`,
    `export type * from "e";`,
    `const f = import("f");`,
    `type G = import("g").G;`,
    `const h = require("h");`,
    `import i = require("i");`,
    `export {} from "j";`,
  ].join("\n");
  expect(importsOf(parseSource("x.ts", source))).toStrictEqual(
    Array.from("abcdefghij", (specifier, i) => ({ specifier, line: i + 1 })),
  );
});

test("takes neither comments nor strings for imports", () => {
  const source = `// import "a";\nconst b = 'import "b"';\nexport const c = { require: 1 };`;
  expect(importsOf(parseSource("x.ts", source))).toStrictEqual([]);
});

test("a file that cannot be parsed is an error that names it", () => {
  expect(() => parseSource("x.ts", "import {")).toThrow(/^x\.ts cannot be parsed: /);
});
