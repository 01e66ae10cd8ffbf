import type { JsonValue } from "@runners/core";

/**
 * Names and values as `lr=0.1 optimizer=adam`, exactly and on one line: a text that is not a plain
 * word is quoted as in JSON, and so is a name.
 */
export function showPairs(pairs: { readonly [name: string]: JsonValue }): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${word(name)}=${showExactly(value)}`)
    .join(" ");
}

/** One value as {@link showPairs} shows it. */
export function showExactly(value: JsonValue): string {
  return typeof value === "string" ? word(value) : (JSON.stringify(value) ?? "null");
}

function word(text: string): string {
  if (/^[\w./:@%+,~-]+$/.test(text) && !ambiguous.has(text)) return text;
  return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029]/g, escaped);
}

/** Texts that would look like another value. */
const ambiguous: ReadonlySet<string> = new Set(["true", "false", "null"]);

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
