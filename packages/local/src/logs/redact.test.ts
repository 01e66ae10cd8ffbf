import { expect, test } from "vitest";
import { redact } from "./redact.ts";

test("values go, the longest first; short ones are left", () => {
  const env = { TOKEN: "s3cret-key", LONGER: "s3cret-key-2", MODE: "fast", DOLLAR: "a$&b$1c" };
  expect(redact("s3cret-key s3cret-key-2 fast a$&b$1c", env)).toBe(
    "[TOKEN] [LONGER] fast [DOLLAR]",
  );
});
