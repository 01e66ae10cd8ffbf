import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
const consumer = realpathSync(mkdtempSync(join(tmpdir(), "runners-consumer-")));

/** The strictest a consumer can be; `skipLibCheck` off means that our declarations are checked too. */
const strict = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023", "esnext.disposable"],
  types: ["node"],
  declaration: true,
  outDir: "dist",
};

const source = `
import type { BaseTrial, ParametersMarker, PolledStatuses, Runner, RunMetadata } from "@runners/core";
import { SingleRunningTrialMixin, withSingleRunningTrial } from "@runners/mixins";

class Base {
  declare readonly "~parameters"?: ParametersMarker<{ lr: number }>;
  #secret = 1;
  protected readonly inherited = "inherited";
  constructor(readonly label: string) {}
  async run(trial: BaseTrial<{ lr: number }>): Promise<RunMetadata> {
    return { n: trial.index + this.#secret };
  }
  async pollTrialStatus(): Promise<PolledStatuses> {
    return new Map();
  }
}

export class Mine extends SingleRunningTrialMixin(Base) {
  own(): string {
    return this.inherited + this.label;
  }
}
export const Mixed = SingleRunningTrialMixin(Base);
export const wrapped = withSingleRunningTrial(new Mine("a"));
export const runner: Runner<{ lr: number }> = wrapped;
// @ts-expect-error depth is not a parameter of it
export const extra: Runner<{ lr: number; depth: number }> = new Mine("a");
`;

/** Runs the compiler in `directory`; its complaints, or nothing. */
function compile(directory: string, ...args: readonly string[]): string {
  try {
    return execFileSync(join(root, "node_modules/.bin/tsc"), args, {
      cwd: directory,
      encoding: "utf8",
    });
  } catch (error) {
    return String((error as { readonly stdout: unknown }).stdout);
  }
}

/** Puts the package into the consumer's node_modules, as it is published. */
function install(name: string): void {
  const from = join(root, "packages", name);
  const to = join(consumer, "node_modules/@runners", name);
  mkdirSync(to, { recursive: true });
  const { publishConfig, ...manifest } = JSON.parse(
    readFileSync(join(from, "package.json"), "utf8"),
  ) as { readonly publishConfig: { readonly exports: unknown } };
  writeFileSync(join(to, "package.json"), JSON.stringify({ ...manifest, ...publishConfig }));
  const project = join(consumer, `tsconfig.${name}.json`);
  const compilerOptions = {
    composite: false,
    noEmitOnError: true,
    typeRoots: [join(root, "node_modules/@types")],
    rootDir: join(from, "src"),
    outDir: join(to, "dist"),
    tsBuildInfoFile: null,
  };
  const entry = { include: [], files: [join(from, "src/index.ts")], references: [] };
  writeFileSync(
    project,
    JSON.stringify({ extends: join(from, "tsconfig.json"), compilerOptions, ...entry }),
  );
  const complaints = compile(consumer, "-p", project);
  expect(complaints).toBe("");
}

beforeAll(() => {
  mkdirSync(join(consumer, "node_modules"));
  symlinkSync(join(root, "node_modules/@types"), join(consumer, "node_modules/@types"));
  writeFileSync(join(consumer, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(consumer, "tsconfig.json"),
    JSON.stringify({ compilerOptions: strict, files: ["consumer.ts"] }),
  );
  writeFileSync(join(consumer, "consumer.ts"), source);
  install("core");
  install("mixins");
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test("a strict consumer accepts the declarations, and may export what it makes of them", () => {
  expect(compile(consumer, "-p", ".")).toBe("");
  const declaration = readFileSync(join(consumer, "dist/consumer.d.ts"), "utf8");
  expect(declaration).toContain("export declare const Mixed: typeof Base;");
});
