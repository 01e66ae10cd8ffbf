/** Shorter values are too common to be secrets, and taking them out would garble the text. */
const shortestSecret = 6;

/** The text with the values of these variables taken out, as programs print their settings. */
export function redact(text: string, env: Readonly<Record<string, string>>): string {
  const secrets = Object.entries(env)
    .filter(([, value]) => value.length >= shortestSecret)
    // The longest first: one may be a part of another.
    .toSorted(([, a], [, b]) => b.length - a.length);
  let redacted = text;
  for (const [name, value] of secrets) redacted = redacted.replaceAll(value, () => `[${name}]`);
  return redacted;
}
