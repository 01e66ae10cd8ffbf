import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { timeViolations } from "./time-violations.ts";

function message(what: string): string {
  return `uses ${what}; read time and wait through a Clock option (default systemClock).`;
}

test("names file and line in published code, and leaves clocks and tests alone", () => {
  const root = mkdtempSync(join(tmpdir(), "time-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    write("packages/core/src/clock/system-clock.ts", "setTimeout(f, Date.now());");
    write("packages/core/src/clock/virtual-clock.ts", "setImmediate(f);\nsetTimeout(f, 1);");
    write("packages/one/src/deep/a.ts", "\n\nsetImmediate(f);");
    write("packages/one/src/a.test.ts", "Date.now();");
    write("packages/one/src/a.bench.ts", "Date.now();");
    write("packages/one/src/__fixtures__/a.ts", "Date.now();");
    write("examples/a/x.ts", "Date.now();");
    expect(timeViolations(root)).toStrictEqual([
      {
        path: "packages/core/src/clock/virtual-clock.ts",
        line: 2,
        message: message("setTimeout"),
      },
      { path: "packages/one/src/deep/a.ts", line: 3, message: message("setImmediate") },
    ]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
