// Writes the table of functions into the README, between its markers.
import { readFileSync, writeFileSync } from "node:fs";
import { readmeTable } from "./readme-table.ts";

const readme = new URL("../README.md", import.meta.url);
const marked = /(<!-- functions -->\n)[\s\S]*?(<!-- \/functions -->)/;
const before = readFileSync(readme, "utf8");
if (!marked.test(before)) throw new Error("README.md has no <!-- functions --> markers.");
writeFileSync(
  readme,
  before.replace(marked, (_, start, end) => `${start}\n${readmeTable()}\n\n${end}`),
);
