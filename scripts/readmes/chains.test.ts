import { expect, test } from "vitest";
import { chainsOf } from "./chains.ts";
import { codeBlocks } from "./code-blocks.ts";

function chains(...infos: readonly string[]) {
  const markdown = infos.map((info, i) => `\`\`\`${info}\n${i};\n\`\`\`\n`).join("\n");
  return chainsOf(codeBlocks("a.md", markdown).blocks);
}

/** The steps of each chain: their type and the text of their blocks. */
function shapes(...infos: readonly string[]): string[][] {
  return chains(...infos).chains.map(({ steps }) =>
    steps.map((step) => {
      const blocks = step.type === "program" ? step.blocks : [step.block];
      return `${step.type} ${blocks.map(({ text }) => text).join("")}`;
    }),
  );
}

test("blocks share nothing unless they continue", () => {
  expect(shapes("ts", "ts", "ts continues")).toStrictEqual([["program 0;"], ["program 1;2;"]]);
});

test("blocks that are only read do not come between", () => {
  expect(shapes("ts", "json", "ts continues")).toStrictEqual([["program 0;2;"]]);
});

test("a file and the script that uses it are one chain", () => {
  expect(shapes("ts file=a.ts", "sh run continues")).toStrictEqual([["write 0;", "shell 1;"]]);
});

test("ts and js are different programs, and so are those before and after a script", () => {
  expect(shapes("ts", "js continues", "sh run continues", "js continues")).toStrictEqual([
    ["program 0;", "program 1;", "shell 2;", "program 3;"],
  ]);
});

test("refuses a file that nothing runs", () => {
  const { violations } = chains("ts file=a.ts", "ts");
  expect(violations).toMatchObject([{ line: 1, message: expect.stringContaining("nothing runs") }]);
});

test("refuses to run on from a block that is not run", () => {
  const { violations } = chains("ts no-run: needs a cluster", "ts continues");
  expect(violations).toMatchObject([{ line: 5, message: expect.stringContaining("not run") }]);
  expect(chains("ts no-run: x", "ts continues no-run: x").violations).toStrictEqual([]);
});
