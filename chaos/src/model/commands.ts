import type { AsyncCommand } from "fast-check";
import * as fc from "fast-check";
import { checkWorld } from "./check-world.ts";
import type { Model } from "./model.ts";
import { trials, type SubmitFault, type World } from "./world.ts";

type Command = AsyncCommand<Model, World>;

/** A command from its name, when it makes sense, and what it does to both. */
function command(
  name: string,
  act: (model: Model, world: World) => Promise<void> | void,
  makesSense: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return {
    check: makesSense,
    async run(model, world) {
      await act(model, world);
      await checkWorld(model, world);
    },
    toString: () => name,
  };
}

const start = command(
  "start",
  async (model, world) => {
    model.isDriven = true;
    if (!world.isDriven && !world.isOver) world.start();
    await world.advance(0);
  },
  ({ isDriven }) => !isDriven,
);

const kill = command(
  "kill",
  (model, world) => {
    model.isDriven = false;
    world.kill();
  },
  ({ isDriven }) => isDriven,
);

const restart = command(
  "restart",
  async (_, world) => {
    world.kill();
    if (!world.isOver) world.start();
    await world.advance(0);
  },
  ({ isDriven }) => isDriven,
);

function advance(ms: number): Command {
  return command(`advance ${ms} ms`, (_, world) => world.advance(ms));
}

/** Ends the job of a trial, if it is on the backend and has not ended. */
function finish(index: number, exitCode: 0 | 1): Command {
  return command(`finish ${index} with ${exitCode}`, (model, world) => {
    const job = world.backend.job(index);
    if (job === undefined || job.finishedAtMs !== undefined) return;
    world.backend.finish(index, { exitCode });
    model.ended.set(index, exitCode === 0 ? "SUCCEEDED" : "FAILED");
  });
}

/** The job of a trial goes back into the queue, and runs again. */
function requeue(index: number): Command {
  return command(`requeue ${index}`, async (_, world) => {
    if (world.backend.job(index)?.state !== "RUNNING") return;
    world.backend.requeue(index);
    await world.advance(3_000);
    world.backend.start(index);
  });
}

function stop(index: number): Command {
  return command(`stop ${index}`, async (model, world) => {
    model.asked.add(index);
    await world.requestStop(index);
  });
}

function reach(isReachable: boolean): Command {
  return command(isReachable ? "backend back" : "backend gone", (model, world) => {
    model.isReachable = isReachable;
    world.backend.setReachable(isReachable);
  });
}

function failNext(fault: SubmitFault): Command {
  return command(`next submission: ${fault}`, (_, world) => world.failNextSubmission(fault));
}

const index = fc.nat({ max: trials - 1 });

/** Lists of commands. */
export const commandLists = fc.commands(
  [
    fc.constant(start),
    fc.constant(kill),
    fc.constant(restart),
    fc.constantFrom(0, 1, 900, 1_000, 4_999, 5_000, 12_000, 40_000).map(advance),
    fc.tuple(index, fc.constantFrom(0 as const, 1 as const)).map(([i, code]) => finish(i, code)),
    index.map(requeue),
    index.map(stop),
    fc.boolean().map(reach),
    fc.constantFrom<SubmitFault>("execute-and-time-out", "vanish", "refuse").map(failNext),
  ],
  { maxCommands: 60, size: "max" },
);
