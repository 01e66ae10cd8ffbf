// A driver to be killed: runs the experiment of its plan, and says `watching` while it waits for the
// owner of the store, and `driving` once it is that itself.
import { writeSync } from "node:fs";
import { RunnerError, type ProcessTable, type Runner } from "@runners/core";
import { LocalRunner } from "@runners/local";
import { Orchestrator, SqliteStore, type Candidate } from "@runners/orchestrator";
import { ClusterRunner } from "../cluster/cluster-runner.ts";
import { withSubmitter } from "./with-submitter.ts";
import { driverExitCodes, type DriverPlan } from "./driver-plan.ts";

import { dyingAt } from "./dying-at.ts";
import { slurmRunner } from "./slurm-runner.ts";

const plan = JSON.parse(process.argv[2] ?? "") as DriverPlan;

function runnerOf({ backend }: DriverPlan): Runner {
  if (backend.type === "cluster") {
    const { submitterDelayMs } = plan;
    if (submitterDelayMs === undefined) return new ClusterRunner(backend);
    return withSubmitter(backend, submitterDelayMs, (pid) => writeSync(1, `submitter ${pid}\n`));
  }
  if (backend.type === "slurm") return slurmRunner(backend);
  const { directory, script, ledgerPath } = backend;
  return new LocalRunner({
    command: "/bin/sh",
    args: [script, ledgerPath],
    parameterArguments: "none",
    directory,
    maxConcurrency: 4,
  });
}

function* candidates(): Generator<Candidate> {
  for (let i = 0; i < plan.trials; i += 1) yield { x: i / plan.trials };
}

/** The processes as a machine sees them that is alone on the network with this one driver. */
function alone(host: string): ProcessTable {
  const self = { host, bootId: host, pidNamespace: "", pid: process.pid, processStart: host };
  return { self: () => self, sees: ({ bootId }) => bootId === host, isAlive: () => true };
}

/** Stops this process between an intent and its submission, as a suspended machine would. */
function stopAfter(store: SqliteStore, intents: number): void {
  const append = store.append.bind(store);
  let stored = 0;
  store.append = async (events, ...rest) => {
    await append(events, ...rest);
    const before = stored;
    stored += events.filter(({ type }) => type === "submission-intended").length;
    if (before >= intents || stored < intents) return;
    writeSync(1, "stopping\n");
    process.kill(process.pid, "SIGSTOP");
    // The signal stops all threads, soon; this one does nothing until it is through.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  };
}

async function drive(): Promise<number> {
  const { host } = plan;
  const store = await SqliteStore.open({
    path: plan.storePath,
    attentionMs: 50,
    ...(host !== undefined && {
      processes: alone(host),
      fileSystemType: "network",
      watchMs: 1_200,
    }),
  });
  if (plan.stopAfterIntents !== undefined) stopAfter(store, plan.stopAfterIntents);
  const orchestrator = new Orchestrator(
    {
      name: "chaos",
      parameters: [{ name: "x", type: "float", bounds: [0, 1] }],
      candidates,
      totalTrials: plan.trials,
      runner: plan.dieAt === undefined ? runnerOf(plan) : dyingAt(runnerOf(plan), plan.dieAt),
      objective: { metric: "loss", goal: "minimize" },
      ...plan.options,
    },
    { store },
  );
  const run = orchestrator.run();
  let driving = false;
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      await store.close();
      writeSync(1, `${JSON.stringify(step.value)}\n`);
      if (step.value.outcome === "completed") return driverExitCodes.done;
      return step.value.outcome === "unresolved"
        ? driverExitCodes.unresolved
        : driverExitCodes.failed;
    }
    if (step.value.type === "watching-owner") writeSync(1, "watching\n");
    if (driving || step.value.type === "watching-owner") continue;
    driving = true;
    writeSync(1, "driving\n");
  }
}

try {
  process.exitCode = await drive();
} catch (error) {
  writeSync(2, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const refused = RunnerError.is(error, "NOT_OWNER");
  process.exitCode = refused ? driverExitCodes.notOwner : driverExitCodes.failed;
}
// Whatever else is still open: this driver is through.
process.exit();
