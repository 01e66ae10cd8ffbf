import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Parameterization } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect } from "vitest";
import type { AppSource, SchedulerCfg } from "../client/submission.ts";
import type { SubmittedApp, TorchXClient } from "../client/torchx-client.ts";
import { bindParameters } from "../component/bind-parameters.ts";
import { wrapperScript } from "../wrapper/wrapper-script.ts";
import { batchNames, hostileBatches, type HostileBatch } from "./hostile-batches.ts";
import { hostileValues } from "./hostile-values.ts";
import { pythonHostileComponent } from "./python-hostile-component.ts";
import { readHostileValue } from "./read-hostile-value.ts";
import { typescriptHostileComponent } from "./typescript-hostile-component.ts";

/** How a component is written, and whether its programs are wrapped. */
export type HostileCase = "typescript" | "wrapped typescript" | "python";

/**
 * Submits programs that write down what they were given, all hostile values among them, and expects
 * that each arrived as it was or was refused, and that none was executed.
 */
export async function tryHostileValues(
  how: HostileCase,
  on: {
    readonly client: TorchXClient;
    readonly python: string;
    /** A folder that the programs see. */
    readonly place: string;
    readonly scheduler: "local_cwd" | "slurm";
    /** The configuration of an app, whose own folder this is. */
    readonly cfg: (directory: string) => SchedulerCfg;
    /** Resolves once the app has ended well. */
    readonly succeeded: (app: SubmittedApp) => Promise<void>;
  },
): Promise<void> {
  const { client, python, place, scheduler } = on;
  const { textsNotForSlurm, refusedTexts, otherNumbers } = hostileValues;
  const onSlurm = scheduler === "slurm";
  const batches = hostileBatches(onSlurm ? [] : textsNotForSlurm);
  const results = join(place, "re$ults");
  mkdirSync(results);

  const bind = async (
    kind: HostileBatch["kind"],
    parameters: Parameterization,
    index = 0,
  ): Promise<AppSource> => {
    const options = { constants: {}, trackerBase: results, scheduler };
    const trial = makeTrial(parameters, { index });
    if (how !== "python") {
      return bindParameters(typescriptHostileComponent(kind, python), trial, options);
    }
    const file = join(place, `${kind}.py`);
    writeFileSync(file, pythonHostileComponent(kind, python));
    const name = `${file}:hostile`;
    return bindParameters({ name, signature: await client.signatureOf(name) }, trial, options);
  };

  const apps: SubmittedApp[] = [];
  for (const [index, { kind, values }] of batches.entries()) {
    const parameters = Object.fromEntries(batchNames.map((name, i) => [name, values[i] ?? ""]));
    const submissionKey = `hostile-${index}-0`;
    const directory = join(place, "submissions", submissionKey);
    mkdirSync(directory, { recursive: true });
    const wrapper = { script: wrapperScript, directory, workingDirectory: place };
    apps.push(
      await client.submit({
        trialIndex: index,
        submissionKey,
        notAfterMs: undefined,
        source: await bind(kind, parameters, index),
        scheduler,
        cfg: on.cfg(directory),
        wrapper: how === "wrapped typescript" ? wrapper : undefined,
      }),
    );
  }
  for (const app of apps) await on.succeeded(app);
  for (const [index, { kind, values }] of batches.entries()) {
    const { args, env } = JSON.parse(readFileSync(join(results, `${index}.0`), "utf8")) as {
      readonly args: readonly string[];
      readonly env: { readonly [name: string]: string };
    };
    // Python has no -0 among its whole numbers.
    const expected = values.map((value) => (kind === "int" ? Number(value) + 0 : value));
    expect(args.map((text) => readHostileValue(kind, text))).toEqual(expected);
    const received = batchNames.map((_name, i) => readHostileValue(kind, env[`HOSTILE_${i}`]));
    expect(received).toEqual(expected);
  }

  const refused = async (kind: HostileBatch["kind"], p0: unknown, rest: unknown): Promise<void> => {
    const others = Object.fromEntries(batchNames.map((name) => [name, rest]));
    const parameters = { ...others, p0 } as Parameterization;
    await expect(bind(kind, parameters)).rejects.toMatchObject({ code: "INVALID_TRIAL" });
  };
  for (const text of [...refusedTexts, ...(onSlurm ? textsNotForSlurm : [])]) {
    await refused("str", text, "");
  }
  for (const value of [...otherNumbers, "1", true, null]) await refused("int", value, 0);
  const files = readdirSync(place, { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => file.endsWith("canary"))).toEqual([]);
}
