import { expect, test } from "vitest";
import { showPairs } from "./show-pairs.ts";

test.each([
  [{ lr: 0.1, optimizer: "adam", nesterov: true }, "lr=0.1 optimizer=adam nesterov=true"],
  [{ "a b": "c d" }, '"a b"="c d"'],
  [{ a: "true", b: "null", c: "" }, 'a="true" b="null" c=""'],
  [{ a: "x\ny\u001b[0m\u009b" }, 'a="x\\ny\\u001b[0m\\u009b"'],
  [{ a: [1, { b: null }] }, 'a=[1,{"b":null}]'],
  [{}, ""],
])("%j", (pairs, expected) => {
  expect(showPairs(pairs)).toBe(expected);
});
