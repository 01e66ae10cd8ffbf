import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readmeTable } from "../scripts/readme-table.ts";
import { testProblemNames } from "./functions/index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's table is what the functions say of themselves (pnpm readme writes it)", () => {
  const [, table = ""] = /<!-- functions -->([\s\S]*)<!-- \/functions -->/.exec(readme) ?? [];
  expect(cells(table)).toEqual(cells(readmeTable()));
  expect(cells(table)).toHaveLength(testProblemNames.length + 2);
});

test("the README names the release that the values were compared with", () => {
  const golden = readFileSync(new URL("functions/botorch.golden.json", import.meta.url), "utf8");
  const { versions } = JSON.parse(golden) as { readonly versions: { readonly botorch: string } };
  expect(readme).toContain(`BoTorch ${versions.botorch}`);
});

/** The rows, whatever the width of columns. */
function cells(table: string): readonly string[] {
  const rows = table.split("\n").filter((row) => row.startsWith("|"));
  return rows.map((row) => row.replaceAll(/ +/g, " ").replaceAll(/-{2,}/g, "-"));
}
