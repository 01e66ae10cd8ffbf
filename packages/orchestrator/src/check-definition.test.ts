import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { expect, test } from "vitest";
import { checkDefinition } from "./check-definition.ts";

const runner = new FakeRunner(new FakeBackend());
const good = {
  name: "an experiment",
  parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
  runner,
  candidates: [{ x: 0.5 }],
};

test("a definition with every option is taken as it is", () => {
  const definition = {
    ...good,
    objective: { metric: "loss", goal: "minimize" },
    totalTrials: 1,
    maxPendingTrials: 1,
    toleratedTrialFailureRate: 0,
    minFailedTrialsForFailureRateCheck: 1,
    initSecondsBetweenPolls: 0,
    secondsBetweenPollsBackoffFactor: 1,
    unknownGraceMs: 0,
    missingGraceMs: 0,
    resultsGraceMs: 0,
  };
  expect(checkDefinition(definition)).toBe(definition);
});

test.each([
  [undefined, "The experiment is undefined; give an object: defineExperiment({ … })."],
  [[], "The experiment is an array; give an object: defineExperiment({ … })."],
  [{ ...good, totalTrails: 3 }, 'unknown field "totalTrails"; did you mean "totalTrials"?'],
  [{ ...good, zebra: 3 }, 'unknown field "zebra"; known are name, parameters, runner'],
  [{ ...good, name: undefined }, 'The experiment has no "name"; give one.'],
  [{ ...good, name: " " }, 'name is " "; give a text that is not empty.'],
  [{ ...good, runner: {} }, "runner is an object; give a runner"],
  [{ ...good, candidates: "sobol" }, 'candidates is "sobol"; give a sequence'],
  [{ ...good, candidates: 5 }, "candidates is 5; give a sequence"],
  [{ ...good, objective: "loss" }, 'objective is "loss"; give { metric'],
  [{ ...good, objective: { goal: "minimize" } }, "objective.metric is undefined; give the name"],
  [
    { ...good, objective: { metric: "", goal: "minimize" } },
    'objective.metric is ""; give the name of a metric.',
  ],
  [
    { ...good, objective: { metric: "loss", goal: "minimise" } },
    'objective.goal is "minimise"; give "minimize" or "maximize".',
  ],
  [{ ...good, totalTrials: 0 }, "totalTrials is 0; give a whole number of at least 1."],
  [{ ...good, totalTrials: 1.5 }, "totalTrials is 1.5; give a whole number"],
  [{ ...good, maxPendingTrials: 0 }, "maxPendingTrials is 0; give a whole number of at least 1."],
  [{ ...good, toleratedTrialFailureRate: 1 }, "toleratedTrialFailureRate is 1; give a number"],
  [{ ...good, initSecondsBetweenPolls: Number.NaN }, "initSecondsBetweenPolls is NaN; give"],
  [{ ...good, resultsGraceMs: "90" }, 'resultsGraceMs is "90"; give a number of at least 0.'],
  [{ ...good, parameters: [{ name: "x", type: "float", bounds: [1, 0] }] }, "bounds"],
])("%# is refused by its field, value and remedy", (definition, message) => {
  expect(() => checkDefinition(definition)).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(message) as string,
    }) as Error,
  );
});

test("an objective needs a runner that fetches results", () => {
  const definition = {
    ...good,
    objective: { metric: "loss", goal: "minimize" },
    runner: withoutMembers(runner, "fetchResults"),
  };
  expect(() => checkDefinition(definition)).toThrow(/loss.*FakeRunner.*fetches no results/);
});
