import { expect } from "vitest";
import type { HostileBatch } from "./hostile-batches.ts";

/** The value that a program was given, from its text. */
export function readHostileValue(kind: HostileBatch["kind"], text: string | undefined): unknown {
  if (kind === "str" || text === undefined) return text;
  const plain = text.replace(/^(float|int|bool) /, (_, type: string) => {
    expect(type).toBe(kind);
    return "";
  });
  if (kind === "bool") return plain === "True" ? true : plain === "False" ? false : plain;
  expect(plain).toMatch(kind === "int" ? /^-?\d+$/ : /[.en]/);
  return Number(plain.replace("inf", "Infinity").replace("nan", "NaN"));
}
