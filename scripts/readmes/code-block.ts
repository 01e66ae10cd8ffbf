/** What is done with a block of code in a document. */
export type Treatment =
  /** Run on its own, or with the blocks it continues. */
  | { readonly type: "run" }
  /** Written under this name for others of its chain to use; type-checked, not run by itself. */
  | { readonly type: "file"; readonly name: string }
  /** Type-checked where it has types, but not run. */
  | { readonly type: "no-run"; readonly reason: string }
  /** Only read. The reason is undefined for a language that is never checked. */
  | { readonly type: "no-check"; readonly reason?: string };

/** A fenced block of code in a Markdown file. */
export type CodeBlock = {
  /** The document, relative to the root. */
  readonly path: string;
  /** The line of the document, from 1, that the code begins on. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  readonly treatment: Treatment;
  /** Whether it shares folder and program with the block before it. */
  readonly continues: boolean;
  /** A tool that it needs and the test command does not have. */
  readonly tool?: string;
  /** What it prints: the `text` block right after it. */
  readonly expected?: string;
};
