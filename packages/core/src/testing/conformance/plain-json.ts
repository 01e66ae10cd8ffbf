import assert from "node:assert/strict";

/** Fails for what JSON would lose or change: class instances, functions, `undefined`, NaN, holes. */
export function assertPlainJson(value: unknown): void {
  assert.ok(
    typeof value === "object" && value !== null && !Array.isArray(value),
    "it is no object",
  );
  assertJson(value, "it");
}

function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number") {
    assert.ok(Number.isFinite(value) && !Object.is(value, -0), `${path} is ${value}`);
    return;
  }
  assert.ok(typeof value === "object", `${path} is of type ${typeof value}`);
  const parent: unknown = Object.getPrototypeOf(value);
  const plain = Array.isArray(value) || parent === Object.prototype || parent === null;
  assert.ok(plain && !("toJSON" in value), `${path} is no plain object`);
  assert.equal(Object.getOwnPropertySymbols(value).length, 0, `${path} has symbols for keys`);
  for (const [key, part] of Object.entries(value)) assertJson(part, `${path}.${key}`);
}
