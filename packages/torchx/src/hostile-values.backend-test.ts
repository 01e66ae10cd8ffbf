import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Parameterization } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { describe, expect, test } from "vitest";
import { clientOptions } from "./__fixtures__/client-options.ts";
import { endedStatus } from "./__fixtures__/ended-status.ts";
import { batchSize, hostileBatches, type HostileBatch } from "./__fixtures__/hostile-batches.ts";
import { hostileValues } from "./__fixtures__/hostile-values.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "./__fixtures__/torchx-venv.ts";
import type { AppDef } from "./app-def/app-def.ts";
import { macros } from "./app-def/macros.ts";
import type { AppSource } from "./client/submission.ts";
import { bindParameters } from "./component/bind-parameters.ts";
import { bool } from "./component/bool.ts";
import type { Component } from "./component/component.ts";
import { defineComponent } from "./component/define-component.ts";
import { float } from "./component/float.ts";
import { int } from "./component/int.ts";
import { str } from "./component/str.ts";
import { SessionClient } from "./session/session-client.ts";
import { wrapperScript } from "./wrapper/wrapper-script.ts";

const program = fileURLToPath(new URL("__fixtures__/write-arguments.py", import.meta.url));
const names = Array.from({ length: batchSize }, (_, i) => `p${i}`);
const specs = { str, float, int, bool };

/** A component of `batchSize` parameters of a kind, in TypeScript. */
function typescriptComponent(kind: HostileBatch["kind"], python: string): Component {
  return defineComponent({
    params: {
      ...Object.fromEntries(names.map((name) => [name, specs[kind]()])),
      trial_idx: int(),
      tracker_base: str(),
    },
    build: (_args, { text }): AppDef => {
      const values = names.map((name) => (text as { readonly [name: string]: string })[name] ?? "");
      const env = values.map((value, i) => [`HOSTILE_${i}`, value] as const);
      const out = `${text.tracker_base}/${text.trial_idx}.${macros.replicaId}`;
      return {
        name: "hostile",
        roles: [
          {
            name: "hostile",
            image: "",
            entrypoint: python,
            args: [program, out, ...values],
            env: Object.fromEntries(env),
          },
        ],
      };
    },
  });
}

/** The same in Python, in a file. */
function pythonComponent(kind: HostileBatch["kind"], python: string): string {
  const write = {
    str: "{0}",
    int: "type({0}).__name__ + ' ' + str({0})",
    float: "type({0}).__name__ + ' ' + repr({0})",
    bool: "type({0}).__name__ + ' ' + str({0})",
  };
  const values = names.map((name) => write[kind].replaceAll("{0}", name)).join(", ");
  return `import torchx.specs as specs

def hostile(${names.map((name) => `${name}: ${kind}`).join(", ")}, trial_idx: int, tracker_base: str) -> specs.AppDef:
    values = [${values}]
    env = {"HOSTILE_" + str(i): value for i, value in enumerate(values)}
    out = tracker_base + "/" + str(trial_idx) + "." + specs.macros.replica_id
    args = [${JSON.stringify(program)}, out] + values
    return specs.AppDef("hostile", [specs.Role("hostile", "", entrypoint=${JSON.stringify(python)}, args=args, env=env)])
`;
}

/** The value that a program was given, from its text. */
function read(kind: HostileBatch["kind"], text: string | undefined): unknown {
  if (kind === "str" || text === undefined) return text;
  const plain = text.replace(/^(float|int|bool) /, (_, type: string) => {
    expect(type).toBe(kind);
    return "";
  });
  if (kind === "bool") return plain === "True" ? true : plain === "False" ? false : plain;
  expect(plain).toMatch(kind === "int" ? /^-?\d+$/ : /[.en]/);
  return Number(plain.replace("inf", "Infinity").replace("nan", "NaN"));
}

const { textsNotForSlurm, refusedTexts, otherNumbers } = hostileValues;
const batches = hostileBatches(textsNotForSlurm);

test("there are hundreds of them", () => {
  const values = new Set(
    batches.flatMap(({ kind, values: some }) => some.map((one) => `${kind} ${one}`)),
  );
  expect(values.size).toBeGreaterThan(250);
});

describe.each(torchxGenerations)("%s", (generation) => {
  test.each([
    ["a component in TypeScript", "typescript", false],
    ["a wrapped component in TypeScript", "typescript", true],
    ["a component in Python", "python", false],
  ] as const)(
    "hostile values reach the program of %s, byte for byte",
    async (_, language, wrapped) => {
      using place = temporaryDirectory();
      const venv = await torchxVenv(generation);
      await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
      const results = join(place.path, "re$ults");
      mkdirSync(results);

      const bind = async (
        kind: HostileBatch["kind"],
        parameters: Parameterization,
        index: number,
      ): Promise<AppSource> => {
        const options = { constants: {}, trackerBase: results, scheduler: "local_cwd" };
        const trial = makeTrial(parameters, { index });
        if (language === "typescript")
          return bindParameters(typescriptComponent(kind, venv.python), trial, options);
        const file = join(place.path, `${kind}.py`);
        writeFileSync(file, pythonComponent(kind, venv.python));
        const name = `${file}:hostile`;
        return bindParameters({ name, signature: await session.signatureOf(name) }, trial, options);
      };

      const handles: string[] = [];
      for (const [index, { kind, values }] of batches.entries()) {
        const parameters = Object.fromEntries(names.map((name, i) => [name, values[i] ?? ""]));
        const submissionKey = `hostile-${index}-0`;
        const directory = join(place.path, "submissions", submissionKey);
        if (wrapped) mkdirSync(directory, { recursive: true });
        const app = await session.submit({
          trialIndex: index,
          submissionKey,
          notAfterMs: undefined,
          source: await bind(kind, parameters, index),
          scheduler: "local_cwd",
          cfg: { log_dir: join(place.path, "logs") },
          wrapper: wrapped
            ? { script: wrapperScript, directory, workingDirectory: place.path }
            : undefined,
        });
        handles.push(app.handle);
      }
      for (const handle of handles) {
        expect(await endedStatus(session, handle)).toMatchObject({ state: "SUCCEEDED" });
      }
      for (const [index, { kind, values }] of batches.entries()) {
        const { args, env } = JSON.parse(readFileSync(join(results, `${index}.0`), "utf8")) as {
          readonly args: readonly string[];
          readonly env: { readonly [name: string]: string };
        };
        // Python has no -0 among its whole numbers.
        const expected = values.map((value) => (kind === "int" ? Number(value) + 0 : value));
        expect(args.map((text) => read(kind, text))).toEqual(expected);
        expect(names.map((_name, i) => read(kind, env[`HOSTILE_${i}`]))).toEqual(expected);
      }

      const rest = Object.fromEntries(names.map((name) => [name, ""]));
      for (const p0 of refusedTexts) {
        await expect(bind("str", { ...rest, p0 }, 0)).rejects.toMatchObject({
          code: "INVALID_TRIAL",
        });
      }
      const zeros = Object.fromEntries(names.map((name) => [name, 0]));
      for (const p0 of [...otherNumbers, "1", true, null]) {
        await expect(bind("int", { ...zeros, p0 }, 0)).rejects.toMatchObject({
          code: "INVALID_TRIAL",
        });
      }
      expect(
        readdirSync(place.path, { recursive: true }).filter((file) =>
          String(file).endsWith("canary"),
        ),
      ).toEqual([]);
    },
  );
});
