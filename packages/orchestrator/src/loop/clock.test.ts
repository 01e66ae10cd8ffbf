import { RunnerError, VirtualClock, wrapRunner, type Runner } from "@runners/core";
import { FakeBackend, FakeRunner, withoutMembers } from "@runners/core/testing";
import { expect, test } from "vitest";
import { finish, numbers, space, statuses } from "./__fixtures__/set-up.ts";
import type { OrchestratorEnvironment } from "./orchestrator-environment.ts";
import { Orchestrator } from "./orchestrator.ts";

function orchestratorOf(runner: Runner, environment?: OrchestratorEnvironment): Orchestrator {
  const definition = { name: "of a clock", parameters: space, candidates: numbers(3), runner };
  return new Orchestrator(definition, environment);
}

/** A runner that says by which clock it goes. */
function timed(clock: VirtualClock): Runner {
  const runner = new FakeRunner(new FakeBackend({ clock, runtimeMs: 3_600_000 }));
  return Object.assign(runner, { clock });
}

function refusal(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

test("it goes by the clock of its runner", async () => {
  const clock = new VirtualClock();
  const orchestrator = orchestratorOf(timed(clock));
  await finish(orchestrator);
  expect(statuses(orchestrator)).toEqual(Array(3).fill("COMPLETED"));
  expect(orchestrator.experiment.trial(2).endedAtMs).toBe(clock.now());
  expect(clock.now()).toBeGreaterThanOrEqual(3_600_000);
});

test("another clock than that of its runner is refused", () => {
  const error = refusal(() =>
    orchestratorOf(timed(new VirtualClock()), { clock: new VirtualClock() }),
  );
  expect(error).toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringContaining("goes by another clock than the orchestrator") as string,
  });
});

test("a runner for which each deadline has passed, though it has not, is not asked without end", async () => {
  const clock = new VirtualClock();
  const fake = withoutMembers(new FakeRunner(new FakeBackend({ clock })), "runMultiple");
  const late = wrapRunner(fake, {
    run: ({ index }) =>
      Promise.reject(
        new RunnerError("DEADLINE_PASSED", `Trial ${index} is late.`, { trialIndex: index }),
      ),
  });
  await expect(finish(orchestratorOf(late, { clock }))).rejects.toMatchObject({
    code: "INVALID_ARGUMENT",
    message: expect.stringMatching(/another clock .* \(Trial \d is late\.\); give both/) as string,
  });
});

test.each<[string, unknown, string]>([
  ["a name that is misspelt", { clok: new VirtualClock() }, 'Orchestrator has no option "clok"'],
  ["a path for a store", { store: "x.db" }, 'store is "x.db"; give an ExperimentStore'],
  ["something else for a clock", { clock: Date }, "clock is "],
])("an environment with %s is refused", (_, environment, message) => {
  const runner = new FakeRunner(new FakeBackend());
  const error = refusal(() => orchestratorOf(runner, environment as OrchestratorEnvironment));
  expect(error).toMatchObject({ code: "INVALID_ARGUMENT" });
  expect(String(error)).toContain(message);
});
