/** Shorter values are too common to be secrets, and to take them out would garble the text. */
const shortestSecret = 6;

/**
 * The text with secrets taken out: in place of each stands its name in brackets. Those of fewer than 6
 * characters are left.
 *
 * @param secrets pairs of name and value, as `Object.entries` gives them
 */
export function redact(text: string, secrets: Iterable<readonly [string, string]>): string {
  return withoutTexts(text, secretTexts(secrets));
}

/** The text with the names of these texts in their places. */
export function withoutTexts(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(anyOf(names), (found) => `[${names.get(found)}]`);
}

/** Finds each of the texts: of those that begin at one place, the longest, for one may be a part of another. */
export function anyOf(texts: ReadonlyMap<string, string>): RegExp {
  if (texts.size === 0) return /(?!)/g;
  const longestFirst = [...texts.keys()].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(literally).join("|"), "g");
}

/**
 * What {@link redact} looks for, and the name that stands for it: each secret as it is and as it is
 * written between quotes, and each line of one that has several.
 */
export function secretTexts(
  secrets: Iterable<readonly [string, string]>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, value] of secrets) {
    for (const text of [value, ...value.split(/\r?\n/)].flatMap(spellings)) {
      if (text.trim().length >= shortestSecret && !names.has(text)) names.set(text, name);
    }
  }
  return names;
}

/** The text between quotes of JSON, of Python, and of a shell (as Python and as `set -x` write it), and in a URL. */
function spellings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const python = json.replaceAll('\\"', '"');
  const singleQuotes = [`'"'"'`, String.raw`'\''`].map((quote) => text.replaceAll("'", quote));
  // By way of UTF-8, which has no half characters.
  const url = encodeURIComponent(Buffer.from(text).toString());
  return [text, json, python, python.replaceAll("'", "\\'"), ...singleQuotes, url];
}

function literally(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
