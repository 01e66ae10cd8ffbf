import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the functions import nothing but each other", () => {
  const folder = new URL("./", import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  expect(sources.length).toBeGreaterThan(60);
  const foreign = sources.flatMap((path) => {
    const url = new URL(path, folder);
    return [...readFileSync(url, "utf8").matchAll(/(?:from|import) ?\(?"([^"]+)"/g)]
      .map(([, specifier = ""]) => specifier)
      .filter(
        (specifier) =>
          !specifier.startsWith(".") || !new URL(specifier, url).href.startsWith(folder.href),
      )
      .map((specifier) => `${path}: ${specifier}`);
  });
  expect(foreign).toEqual([]);
});
