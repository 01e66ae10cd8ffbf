/** Shorter values are too common to be secrets, and to take them out would garble the text. */
const shortestSecret = 6;

/**
 * The text with secrets taken out: in place of each stands its name in brackets. Those of fewer than 6
 * characters are left.
 *
 * @param secrets pairs of name and value, as `Object.entries` gives them
 */
export function redact(text: string, secrets: Iterable<readonly [string, string]>): string {
  const names = secretTexts(secrets);
  if (names.size === 0) return text;
  // The longest first: one may be a part of another.
  const longestFirst = [...names.keys()].toSorted((a, b) => b.length - a.length);
  const anyOfThem = new RegExp(longestFirst.map(literally).join("|"), "g");
  return text.replace(anyOfThem, (found) => `[${names.get(found)}]`);
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
      if (text.length >= shortestSecret && !names.has(text)) names.set(text, name);
    }
  }
  return names;
}

/** The text between quotes of JSON, of Python, and of a shell, as Python and as `set -x` write that. */
function spellings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const python = json.replaceAll('\\"', '"');
  const singleQuotes = [`'"'"'`, String.raw`'\''`].map((quote) => text.replaceAll("'", quote));
  return [text, json, python, python.replaceAll("'", "\\'"), ...singleQuotes];
}

function literally(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
