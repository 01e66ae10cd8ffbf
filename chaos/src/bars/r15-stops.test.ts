import { VirtualClock } from "@runners/core";
import { FakeBackend, FakeRunner } from "@runners/core/testing";
import { MemoryStore, type Orchestrator } from "@runners/orchestrator";
import { describe, expect, test } from "vitest";
import { orchestratorOf, runToEnd, type Ran } from "./run-experiment.ts";

/** Runs two trials, and does something with the backend and the driver once both are deployed. */
async function stopping(
  meddle: (backend: FakeBackend, orchestrator: Orchestrator) => void,
): Promise<Ran> {
  const clock = new VirtualClock();
  const backend = new FakeBackend({ clock, stopMs: 1_000 });
  const store = new MemoryStore({ clock });
  const runner = new FakeRunner(backend);
  const orchestrator = orchestratorOf(runner, 2, { clock, store }, { missingGraceMs: 5_000 });
  let done = false;
  return runToEnd(orchestrator, (event) => {
    if (event.type !== "waiting" || event.reason !== "running trials" || done) return;
    done = true;
    meddle(backend, orchestrator);
  });
}

function requests({ events }: Ran): number {
  return events.filter(({ type }) => type === "stop-requested").length;
}

describe("R15: a stop", () => {
  test("that races the completion loses to it; its reason is kept", async () => {
    const ran = await stopping((backend, orchestrator) => {
      backend.finish(0);
      orchestrator.stopTrials("enough");
    });
    expect(ran.experiment.trial(0)).toMatchObject({
      status: "COMPLETED",
      stopRequested: { reason: "enough" },
    });
    expect(ran.experiment.trial(1)).toMatchObject({ status: "ABANDONED", reason: "enough" });
  });

  test("that is asked for twice, then by force, is recorded so, with the first reason", async () => {
    const ran = await stopping((_, orchestrator) => {
      orchestrator.stopTrials("enough");
      orchestrator.stopTrials("again");
      orchestrator.stopTrials("really", { force: true });
      orchestrator.stopTrials("really", { force: true });
    });
    // Of two trials, each once, and once more by force.
    expect(requests(ran)).toBe(4);
    for (const { status, reason } of ran.experiment.trials.values()) {
      expect({ status, reason }).toEqual({ status: "ABANDONED", reason: "enough" });
    }
  });

  test("of a job that is gone ends the trial, with the reason", async () => {
    const ran = await stopping((backend, orchestrator) => {
      backend.forget(0);
      orchestrator.stopTrials("enough");
    });
    expect(ran.experiment.trial(0)).toMatchObject({ status: "ABANDONED", reason: "enough" });
    expect(ran.experiment.trial(1).status).toBe("ABANDONED");
  });
});
