/** Shorter values are too common to be secrets, and taking them out would garble the text. */
const shortestSecret = 6;

/** The text with these values taken out, by their names; as they are, and with `$` escaped. */
export function redact(text: string, secrets: Readonly<Record<string, string>>): string {
  const values = Object.entries(secrets)
    .flatMap(([name, value]) => [
      [name, value] as const,
      [name, value.replaceAll("$$", "$")] as const,
    ])
    .filter(([, value]) => value.length >= shortestSecret)
    // The longest first: one may be a part of another.
    .toSorted(([, a], [, b]) => b.length - a.length);
  let redacted = text;
  for (const [name, value] of values) redacted = redacted.replaceAll(value, () => `[${name}]`);
  return redacted;
}
