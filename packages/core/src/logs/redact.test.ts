import { expect, test } from "vitest";
import { redact } from "./redact.ts";

function hidden(text: string, secrets: Readonly<Record<string, string>>): string {
  return redact(text, Object.entries(secrets));
}

test("values go, the longest first; short ones are left", () => {
  const env = { TOKEN: "s3cret-key", LONGER: "s3cret-key-2", MODE: "fast", DOLLAR: "a$&b$1c" };
  expect(hidden("s3cret-key s3cret-key-2 fast a$&b$1c", env)).toBe(
    "[TOKEN] [LONGER] fast [DOLLAR]",
  );
});

test("what stands for one is not taken for another", () => {
  expect(hidden("--role trainer", { "trainer argument 1": "--role", other: "trainer" })).toBe(
    "[trainer argument 1] [other]",
  );
});

const secret = "pa\"ss'wo\\rd\tof $(x) .*|";

test.each([
  ["JSON", String.raw`"pa\"ss'wo\\rd\tof $(x) .*|"`],
  ["Python, in single quotes", String.raw`'pa"ss\'wo\\rd\tof $(x) .*|'`],
  ["Python, in three quotes", String.raw`'''pa"ss'wo\\rd\tof $(x) .*|'''`],
  ["a shell's trace", `'${secret.replaceAll("'", String.raw`'\''`)}'`],
  ["Python for a shell", `'${secret.replaceAll("'", `'"'"'`)}'`],
  ["a URL", "pa%22ss'wo%5Crd%09of%20%24(x)%20.*%7C"],
  ["what writes it as it is", secret],
])("values go as they are written by %s", (_, written) => {
  const told = hidden(`KEY=${written};`, { KEY: secret });
  expect(told.replaceAll(/["']/g, "")).toBe("KEY=[KEY];");
});

test("of a value of several lines, each line goes, and so does the whole", () => {
  const key = "-----BEGIN KEY-----\nMIIBVgIBADANBgkq\nab\n-----END KEY-----\n";
  expect(hidden(`> MIIBVgIBADANBgkq\n> ab\n${JSON.stringify(key)}\n${key}.`, { KEY: key })).toBe(
    '> [KEY]\n> ab\n"[KEY]"\n[KEY].',
  );
});

test("a line of blanks hides no other blanks", () => {
  expect(hidden("        indented", { KEY: "s3cret-1\n        \ns3cret-2" })).toBe(
    "        indented",
  );
});

test("half a character is no obstacle", () => {
  expect(hidden("a \ud800-secret", { HALF: "\ud800-secret" })).toBe("a [HALF]");
});

test("nothing is taken out where there is nothing to hide", () => {
  expect(hidden("as it was", {})).toBe("as it was");
  expect(hidden("as it was", { EMPTY: "", SHORT: "was" })).toBe("as it was");
});
