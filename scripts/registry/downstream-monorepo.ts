/**
 * A monorepo of somebody else's, with pnpm and turborepo: an app that puts our packages and a
 * runner of its own (the template, copied to packages/my-runner) together.
 */
export function downstreamMonorepo(versions: {
  readonly pnpm: string;
  readonly turbo: string;
}): Readonly<Record<string, string>> {
  return {
    "package.json": json({
      name: "downstream",
      private: true,
      packageManager: `pnpm@${versions.pnpm}`,
      devDependencies: { turbo: versions.turbo },
    }),
    "pnpm-workspace.yaml": [
      "packages: [packages/*]",
      // Our packages were published a moment ago, and pnpm comes from where the test has it.
      "minimumReleaseAge: 0",
      "pmOnFail: ignore",
      "",
    ].join("\n"),
    "turbo.json": json({ tasks: { test: { dependsOn: ["^test"] } } }),
    "packages/app/package.json": json({
      name: "app",
      private: true,
      type: "module",
      scripts: { test: "node --test app.test.ts" },
      dependencies: {
        "@runners/core": "latest",
        "@runners/mixins": "latest",
        "@runners/simulated-backend": "latest",
        "my-runner": "workspace:*",
      },
    }),
    "packages/app/app.test.ts": appTest,
  };
}

const appTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock, watchTrials, type Runner } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { withMaxLiveTrials, withRetries } from "@runners/mixins";
import { BackendSimulator, SimulatedBackendRunner } from "@runners/simulated-backend";
import { MyRunner } from "my-runner";

async function statuses(runner: Runner, clock?: VirtualClock): Promise<string[]> {
  const trials = [0, 1].map((index) => makeTrial({ lr: 0.1 }, { index, status: "RUNNING" }));
  const deployed = [];
  for (const trial of trials) {
    deployed.push({ ...trial, runMetadata: await runner.run(trial) });
  }
  const seen: string[] = [];
  for await (const event of watchTrials(runner, () => deployed, clock ? { clock } : {})) {
    if (event.type === "status") seen.push(event.trial.index + " " + event.to);
  }
  return seen;
}

test("a simulated cluster behind two wrappers", async () => {
  const clock = new VirtualClock();
  const simulator = new BackendSimulator({ maxConcurrency: 2, clock });
  const runner = withMaxLiveTrials(
    withRetries(new SimulatedBackendRunner({ simulator }), { clock }),
    { maxLiveTrials: 2, clock },
  );
  assert.deepEqual((await statuses(runner, clock)).toSorted(), ["0 COMPLETED", "1 COMPLETED"]);
});

test("a runner of our own behind a wrapper", async () => {
  assert.deepEqual(await statuses(withRetries(new MyRunner())), ["0 COMPLETED", "1 COMPLETED"]);
});
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
