/** Characters of an experiment's own identity in a key: 36^10, so that two hardly ever collide. */
const identityLength = 10;
const longestName = 12;

/**
 * The first part of an experiment's submission keys: something of its name for people, and an
 * identity of its own.
 *
 * @param random uniform in [0, 1)
 */
export function submissionPrefix(name: string, random: () => number): string {
  const readable = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, longestName)
    .replace(/-+$/, "");
  let identity = "";
  while (identity.length < identityLength) {
    identity += Math.floor(random() * 36).toString(36);
  }
  return readable === "" ? identity : `${readable}-${identity}`;
}

/** The key of one attempt of one trial: `[a-z0-9-]{1,40}`, unique under the prefix. */
export function submissionKey(prefix: string, index: number, attempt: number): string {
  return `${prefix}-${index}-${attempt}`;
}
