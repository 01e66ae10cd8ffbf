import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { expect, test } from "vitest";
import { dataOf, differences } from "./definition-data.ts";

const definition = {
  name: "an experiment",
  parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
  runner: new FakeRunner(new FakeBackend()),
  candidates: [{ x: 0 }],
  objective: { metric: "loss", goal: "minimize" },
  totalTrials: 3,
} as const;

test("the data of a definition is what JSON keeps of it, without its code", () => {
  expect(dataOf(definition)).toEqual({
    name: "an experiment",
    parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
    objective: { metric: "loss", goal: "minimize" },
    totalTrials: 3,
  });
});

test("equal definitions do not differ, whatever the order of their fields", () => {
  const { name, ...rest } = dataOf(definition);
  expect(differences(dataOf(definition), { ...rest, name: name ?? null })).toEqual([]);
});

test("each difference is named, parameters by their names", () => {
  const { totalTrials: _, ...before } = dataOf(definition);
  const now = {
    ...before,
    objective: { metric: "accuracy", goal: "minimize" },
    maxRetries: 1,
    parameters: [
      { name: "y", type: "int", bounds: [1, 2] },
      { name: "x", type: "float", bounds: [0, 2] },
    ],
  };
  expect(differences(dataOf(definition), now)).toEqual([
    'objective.metric was "loss" and is "accuracy"',
    "totalTrials is gone: it was 3",
    "maxRetries is new: 1",
    "parameter x.bounds was [0,1] and is [0,2]",
    'parameter y is new: {"type":"int","bounds":[1,2]}',
  ]);
});
