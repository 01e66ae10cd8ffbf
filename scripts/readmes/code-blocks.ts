import type { Code, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Violation } from "../sources/violation.ts";
import type { CodeBlock, Treatment } from "./code-block.ts";

const programs: ReadonlySet<string> = new Set(["ts", "js"]);
const shells: ReadonlySet<string> = new Set(["sh", "bash", "console"]);
/** Tools that some test has on PATH when it runs the code that needs them. */
const tools: ReadonlySet<string> = new Set(["torchx"]);
/** Languages of data and drawings, which there is nothing to run in. */
const data: ReadonlySet<string> = new Set([
  "",
  "csv",
  "diff",
  "json",
  "jsonc",
  "jsonl",
  "text",
  "toml",
  "yaml",
]);

/** The blocks of a document, and what is wrong with their info strings; see docs/documentation.md. */
export function codeBlocks(
  path: string,
  markdown: string,
): { readonly blocks: readonly CodeBlock[]; readonly violations: readonly Violation[] } {
  const blocks: CodeBlock[] = [];
  const violations: Violation[] = [];
  let before: { readonly node: Code; readonly block: CodeBlock } | undefined;
  for (const node of fencesOf(fromMarkdown(markdown))) {
    const language = node.lang ?? "";
    const line = (node.position?.start.line ?? 0) + 1;
    const info = parseInfo(language, node.meta ?? "");
    if (typeof info === "string") {
      violations.push({ path, line: line - 1, message: info });
      before = undefined;
      continue;
    }
    const block: CodeBlock = { path, line, language, text: node.value, ...info };
    if (language === "text" && before !== undefined && isRightAfter(markdown, before.node, node)) {
      const { treatment } = before.block;
      if (treatment.type === "run") {
        blocks[blocks.length - 1] = { ...before.block, expected: node.value };
      } else if (treatment.type !== "file" && !isExplained(block.treatment)) {
        violations.push({ path, line: line - 1, message: unproven });
      }
      before = undefined;
      continue;
    }
    if (block.continues && blocks.length === 0) {
      violations.push({ path, line: line - 1, message: "continues, but no block is before it." });
    }
    blocks.push(block);
    before = { node, block };
  }
  return { blocks, violations };
}

const unproven =
  "is output of a block that is not run; run the block, or mark this one `no-check: <reason>`.";

function isExplained(treatment: Treatment): boolean {
  return treatment.type === "no-check" && treatment.reason !== undefined;
}

/** What the words after the language say, or what is wrong with them. */
function parseInfo(
  language: string,
  meta: string,
): Pick<CodeBlock, "treatment" | "continues" | "tool"> | string {
  const [, marks = "", mark, reason = ""] =
    /^(.*?)(?:(?<=^|\s)(no-run|no-check):(.*))?$/.exec(meta) ?? [];
  const words = new Set(marks.split(/\s+/).filter((word) => word !== ""));
  const continues = words.delete("continues");
  const run = words.delete("run");
  const file = [...words].find((word) => word.startsWith("file="));
  if (file !== undefined) words.delete(file);
  const needs = [...words].find((word) => word.startsWith("with="));
  if (needs !== undefined) words.delete(needs);
  const name = needs?.slice("with=".length);
  if (name !== undefined && !tools.has(name)) {
    return `is marked with=${name}, which nothing runs; the tools are ${[...tools].join(", ")}.`;
  }
  const tool = name === undefined ? {} : { tool: name };
  const [unknown] = words;
  if (unknown !== undefined) {
    return `has the mark ${unknown}; the marks are run, continues, file=<name>, with=<tool>, no-run: <reason>, no-check: <reason>.`;
  }
  const fileName = file?.slice("file=".length);
  if (fileName !== undefined && !/^[\w-][\w.-]*$/.test(fileName)) {
    return `has ${file}; give a plain file name.`;
  }
  if (mark === "no-run" || mark === "no-check") {
    if (reason.trim() === "") return `is marked ${mark} without a reason; write ${mark}: <reason>.`;
    return { continues, treatment: { type: mark, reason: reason.trim() } };
  }
  if (fileName !== undefined) {
    return { continues, ...tool, treatment: { type: "file", name: fileName } };
  }
  if (run || programs.has(language)) {
    if (programs.has(language) || shells.has(language))
      return { continues, ...tool, treatment: { type: "run" } };
    return `is marked run, but nothing runs ${language || "a block without a language"}.`;
  }
  if (shells.has(language) || data.has(language)) {
    return { continues, treatment: { type: "no-check" } };
  }
  return `is ${language}, which nothing runs; say why with no-run: <reason>.`;
}

function isRightAfter(markdown: string, before: Code, node: Code): boolean {
  const between = markdown.slice(before.position?.end.offset, node.position?.start.offset);
  return between.trim() === "";
}

function* fencesOf(node: Nodes): Generator<Code> {
  if (node.type === "code") yield node;
  if ("children" in node) for (const child of node.children) yield* fencesOf(child);
}
