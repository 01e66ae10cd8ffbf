import { redact as redactPairs, secretTexts } from "@runners/core";

/** Values that are nobody else's business, by what to call them. */
export type Secrets = Readonly<Record<string, string>>;

/** The text with these values taken out, by their names; as they are, and without the escapes of `$`. */
export function redact(text: string, secrets: Secrets): string {
  return redactPairs(text, withoutEscapes(secrets));
}

/** The texts to take out of an app, and the names that stand for them. */
export function textsToHide(secrets: Secrets): Readonly<Record<string, string>> {
  return Object.fromEntries(secretTexts(withoutEscapes(secrets)));
}

/** On Kubernetes `$` is escaped twice. */
function withoutEscapes(secrets: Secrets): readonly (readonly [string, string])[] {
  return Object.entries(secrets).flatMap(([name, value]) => {
    const once = value.replaceAll("$$", "$");
    return [value, once, once.replaceAll("$$", "$")].map((text) => [name, text] as const);
  });
}
