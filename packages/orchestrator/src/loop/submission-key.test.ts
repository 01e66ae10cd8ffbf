import { expect, test } from "vitest";
import { submissionKey, submissionPrefix } from "./submission-key.ts";

const half = (): number => 0.5;

test.each([
  ["penguins", "penguins-iiiiiiiiii"],
  ["Émile's Nets (v2)", "mile-s-nets-iiiiiiiiii"],
  ["  ", "iiiiiiiiii"],
  ["a name that goes on and on", "a-name-that-iiiiiiiiii"],
])("the prefix for %j is %j", (name, prefix) => {
  expect(submissionPrefix(name, half)).toBe(prefix);
});

test("a key fits what backends take, however far the experiment goes", () => {
  const key = submissionKey(submissionPrefix("twelve chars and more", half), 9_999_999, 999);
  expect(key).toMatch(/^[a-z0-9-]{1,40}$/);
});

test("prefixes differ with their random part", () => {
  const draws = [0, 0.999_999_999];
  const [a, b] = draws.map((draw) => submissionPrefix("same", () => draw));
  expect([a, b]).toEqual(["same-0000000000", "same-zzzzzzzzzz"]);
});
