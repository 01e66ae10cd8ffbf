// Fails if the public API of a package is not what its report says. `--write` renews the reports.
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeApi } from "./api/describe-api.ts";
import { entries } from "./api/entries.ts";
import { runOrFail } from "./release/run-or-fail.ts";
import { report } from "./sources/report.ts";
import type { Violation } from "./sources/violation.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
await runOrFail("pnpm", ["exec", "tsc", "-b", "tsconfig.json"], { cwd: root });
const write = process.argv.includes("--write");
const scratch = mkdtempSync(join(tmpdir(), "runners-api-"));
const violations: Violation[] = [];
const expected = new Set<string>();
try {
  for (const [index, entry] of entries(root).entries()) {
    expected.add(entry.report);
    const actual = describeApi(entry, join(scratch, String(index)));
    const path = join(root, entry.report);
    if (existsSync(path) && readFileSync(path, "utf8") === actual) continue;
    if (write) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, actual);
      console.log(`wrote ${entry.report}`);
    } else {
      const message = `is not the API of ${entry.specifier}; if the change is meant, run \`pnpm check:api --write\`, and look at the difference.`;
      violations.push({ path: entry.report, message });
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const path of globSync("packages/*/api/*.api.md", { cwd: root })) {
  if (!expected.has(path)) violations.push({ path, message: "describes no entry; remove it." });
}
report("Public API", violations);
