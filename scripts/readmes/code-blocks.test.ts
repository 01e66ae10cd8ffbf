import { expect, test } from "vitest";
import { codeBlocks } from "./code-blocks.ts";

const parse = (markdown: string) => codeBlocks("a.md", markdown);
const fence = (info: string, text = "1;"): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const only = (info: string) => parse(fence(info)).blocks[0];
const complaint = (info: string): string | undefined => parse(fence(info)).violations[0]?.message;

test("finds blocks with the line that their code begins on, in lists too", () => {
  const { blocks } = parse(`# A\n\n${fence("ts")}\n- item\n\n  \`\`\`js\n  2;\n  \`\`\`\n`);
  expect(blocks).toStrictEqual([
    {
      path: "a.md",
      line: 4,
      language: "ts",
      text: "1;",
      continues: false,
      treatment: { type: "run" },
    },
    {
      path: "a.md",
      line: 10,
      language: "js",
      text: "2;",
      continues: false,
      treatment: { type: "run" },
    },
  ]);
});

test("runs ts and js unless told otherwise, and sh only if told", () => {
  expect(only("ts")?.treatment).toStrictEqual({ type: "run" });
  expect(only("js")?.treatment).toStrictEqual({ type: "run" });
  expect(only("sh")?.treatment).toStrictEqual({ type: "no-check" });
  expect(only("sh run")?.treatment).toStrictEqual({ type: "run" });
  expect(only("sh run continues")).toMatchObject({ treatment: { type: "run" }, continues: true });
  expect(only("json")?.treatment).toStrictEqual({ type: "no-check" });
  expect(only("")?.treatment).toStrictEqual({ type: "no-check" });
});

test("reads reasons to the end of the line, colons and marks in them included", () => {
  expect(only("ts no-run: needs a cluster: Slurm, not run here")?.treatment).toStrictEqual({
    type: "no-run",
    reason: "needs a cluster: Slurm, not run here",
  });
  expect(only("ts continues no-check: an excerpt")).toMatchObject({
    continues: true,
    treatment: { type: "no-check", reason: "an excerpt" },
  });
  expect(only("python no-run: TorchX runs it")?.treatment).toMatchObject({ type: "no-run" });
});

test("a file is written under its name", () => {
  expect(only("ts file=experiment.ts")?.treatment).toStrictEqual({
    type: "file",
    name: "experiment.ts",
  });
  expect(only("json file=a.json")?.treatment).toStrictEqual({ type: "file", name: "a.json" });
});

test("refuses marks it does not know, reasons left out, and languages that nothing runs", () => {
  expect(complaint("ts norun")).toContain("has the mark norun");
  expect(complaint("ts no-run")).toContain("has the mark no-run");
  expect(complaint("ts no-run:")).toContain("without a reason");
  expect(complaint("ts no-check:   ")).toContain("without a reason");
  expect(complaint("ts file=../a.ts")).toContain("give a plain file name");
  expect(complaint("ts file=a/b.ts")).toContain("give a plain file name");
  expect(complaint("ts with=torchz")).toContain("is marked with=torchz, which nothing runs");
  expect(complaint("python")).toContain("say why with no-run: <reason>");
  expect(complaint("json run")).toContain("nothing runs json");
  expect(parse(fence("ts continues")).violations[0]?.message).toContain("no block is before it");
});

test("text right after a block is what it prints", () => {
  const printed = fence("text", "1");
  expect(parse(fence("ts") + "\n\n" + printed).blocks).toMatchObject([{ expected: "1" }]);
  expect(parse(fence("ts") + "It prints:\n\n" + printed).blocks).toMatchObject([
    { text: "1;" },
    { language: "text" },
  ]);
  expect(parse(fence("ts") + "It prints:\n\n" + printed).blocks[0]).not.toHaveProperty("expected");
});

test("refuses output that nothing printed, unless it says why", () => {
  const { violations } = parse(fence("sh") + fence("text"));
  expect(violations).toMatchObject([{ path: "a.md", line: 4 }]);
  expect(violations[0]?.message).toContain("is output of a block that is not run");
  expect(parse(fence("sh") + fence("text no-check: differs each time")).violations).toStrictEqual(
    [],
  );
});
