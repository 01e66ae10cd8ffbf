import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { experimentText, type ExperimentParts } from "./__fixtures__/experiment-text.ts";
import { programText } from "./__fixtures__/program-text.ts";
import { Workplace } from "./__fixtures__/workplace.ts";

/** Runs a bad experiment; returns what is said of it, having seen that nothing was started. */
async function refusal(
  prepare: (workplace: Workplace) => void,
  args: readonly string[] = ["run", "experiment.ts"],
  nodeOptions: readonly string[] = [],
): Promise<string> {
  const workplace = new Workplace();
  prepare(workplace);
  workplace.write("program.mjs", programText());
  const before = workplace.names;
  const { exitCode, stdout, stderr } = await workplace.start(args, { nodeOptions }).finished;
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(workplace.names).toEqual(before);
  expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
  expect(stderr).not.toMatch(/^ {4}at /m);
  return stderr;
}

/** As {@link refusal}, of an experiment file that differs from a good one. */
function refusalOf(parts: ExperimentParts): Promise<string> {
  return refusal((workplace) => workplace.write("experiment.ts", experimentText(parts)));
}

describe("an experiment file", () => {
  test("that is missing", async () => {
    const said = await refusal(() => undefined);
    expect(said).toBe("experiment.ts does not exist; check the path.\n");
  });

  test("that is a folder", async () => {
    const said = await refusal((workplace) => mkdirSync(join(workplace.path, "experiment.ts")));
    expect(said).toBe("experiment.ts is not a file; give an experiment file.\n");
  });

  test("of another kind", async () => {
    const said = await refusal(
      (workplace) => workplace.write("experiment.json", "{}"),
      ["run", "experiment.json"],
    );
    expect(said).toBe("experiment.json is no experiment file; give one that ends in .ts or .js.\n");
  });

  test.each(["ts", "mjs"])("that cannot be parsed (.%s)", async (extension) => {
    const name = `experiment.${extension}`;
    const said = await refusal(
      (workplace) => workplace.write(name, "export const one = 1;\n\nexport default {{;\n"),
      ["run", name],
    );
    expect(said).toMatch(new RegExp(`^${name}:3: it cannot be parsed: `));
  });

  test.each(["import 'node:fs';\nexport default 1;\n", "export default 1;\n"])(
    "that Node takes for CommonJS",
    async (text) => {
      const said = await refusal((workplace) => {
        workplace.write("package.json", '{"type": "commonjs"}');
        workplace.write("experiment.ts", text);
      });
      expect(said).toMatch(/^experiment\.ts:1: it is taken for CommonJS.*type=module.*\.mts/m);
    },
  );

  test("that uses what types alone cannot give", async () => {
    const said = await refusal((workplace) =>
      workplace.write("experiment.ts", "export default 1;\nenum Colour { Red }\n"),
    );
    expect(said).toMatch(/^experiment\.ts:2: it cannot be parsed: .*enum/i);
  });

  test("that a Node without TypeScript cannot read", async () => {
    // What Nodes below 22.18 say; none of them could read the sources of this command.
    const hook = `import { registerHooks } from "node:module";
      registerHooks({ load(url, context, next) {
        if (!url.endsWith("/experiment.ts") || url.includes("/src/")) return next(url, context);
        const message = 'Unknown file extension ".ts" for ' + url;
        throw Object.assign(new TypeError(message), { code: "ERR_UNKNOWN_FILE_EXTENSION" });
      } });`;
    const options = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
    const said = await refusal(good, ["run", "experiment.ts"], options);
    expect(said).toBe(
      `experiment.ts: Node ${process.versions.node}, which runs this, reads no TypeScript; use Node 22.18 or newer, without --no-strip-types.\n`,
    );
  });

  test("that imports what is not installed", async () => {
    const said = await refusal((workplace) =>
      workplace.write("experiment.ts", 'import "no-such-package";\nexport default 1;\n'),
    );
    expect(said).toContain("experiment.ts");
    expect(said).toContain("no-such-package");
    expect(said).toContain("install it");
  });

  test("that imports what the package does not have", async () => {
    const said = await refusal((workplace) => {
      const wrong = 'import { LocalRuner } from "@runners/local";\nexport default LocalRuner;\n';
      workplace.write("experiment.ts", wrong);
    });
    expect(said).toMatch(/does not provide an export named 'LocalRuner'; mend the import\.$/m);
    expect(said).not.toContain("parsed");
  });

  test("that waits for what never comes", async () => {
    const said = await refusal((workplace) => {
      workplace.write("experiment.ts", "await new Promise(() => {});\nexport default {};\n");
    });
    expect(said).toMatch(
      /^The experiment file, .* wait for something that never comes; mend that\.\n$/,
    );
  });

  test("that throws", async () => {
    const said = await refusal((workplace) =>
      workplace.write("experiment.ts", "const a = 1;\nthrow new TypeError(`not ${a}`);\n"),
    );
    expect(said).toBe("experiment.ts:2: it throws TypeError: not 1\n");
  });

  test("without a default export", async () => {
    const said = await refusal((workplace) =>
      workplace.write("experiment.ts", "export const experiment = 1;\n"),
    );
    expect(said).toMatch(/^experiment\.ts has no default export; end it with: export default/);
  });

  test("that exports something else by default", async () => {
    const said = await refusal((workplace) =>
      workplace.write("experiment.ts", "export default 42;\n"),
    );
    expect(said).toMatch(/^experiment\.ts: .*42.*defineExperiment/);
  });
});

describe("a field", () => {
  test("that is misspelt", async () => {
    const said = await refusalOf({ fields: "totalTrails: 3," });
    expect(said).toMatch(/^experiment\.ts: .*"totalTrails".*"totalTrials"/);
  });

  test.each([
    ["totalTrials: 0,", /totalTrials is 0; give a whole number of at least 1/],
    ["maxPendingTrials: 0,", /maxPendingTrials is 0; give a whole number of at least 1/],
    ["toleratedTrialFailureRate: 1,", /toleratedTrialFailureRate is 1; give a number/],
    ['name: "",', /name is ""; give a text/],
    ["runner: {},", /runner is an object; give a runner/],
    ["candidates: 3,", /candidates is 3; give a sequence/],
    [
      'objective: { metric: "loss", goal: "min" },',
      /objective\.goal is "min"; give "minimize" or "maximize"/,
    ],
  ])("that is out of range: %s", async (fields, expected) => {
    const said = await refusalOf({ fields });
    expect(said).toMatch(/^experiment\.ts: /);
    expect(said).toMatch(expected);
  });
});

describe("a search space", () => {
  test.each([
    [
      "bounds reversed",
      '{ name: "lr", type: "float", bounds: [2, 1] }',
      /"lr": bounds is \[ 2, 1 \], which is reversed; give \[1, 2\]/,
    ],
    [
      "bounds that are not finite",
      '{ name: "lr", type: "float", bounds: [0, Infinity] }',
      /lr.*Infinity/,
    ],
    ["a bound that is no number", '{ name: "lr", type: "float", bounds: [0, NaN] }', /lr.*NaN/],
    [
      "a logarithmic scale over zero",
      '{ name: "lr", type: "float", bounds: [0, 1], scale: "log" }',
      /lr.*log.*0/,
    ],
    [
      "one name twice",
      '{ name: "lr", type: "int", bounds: [0, 1] }, { name: "lr", type: "int", bounds: [0, 2] }',
      /Parameters 1 and 2 both have the name "lr"; rename or remove one/,
    ],
    ["a misspelt key", '{ name: "lr", type: "float", bound: [0, 1] }', /"bound".*"bounds"/],
    ["a type that is not known", '{ name: "lr", type: "real", bounds: [0, 1] }', /lr.*real/],
  ])("with %s", async (_, parameter, expected) => {
    const said = await refusalOf({ space: `[${parameter}] as any`, candidates: "[]" });
    expect(said).toMatch(/^experiment\.ts:\d+: /);
    expect(said).toMatch(expected);
  });
});

describe("the local runner", () => {
  test("whose command is not found", async () => {
    const said = await refusalOf({ runnerOptions: { command: '"no-such-command"' } });
    expect(said).toMatch(/^experiment\.ts:\d+: command "no-such-command" was not found in PATH/);
    expect(said).toMatch(/install it, add its directory to PATH, or give its path/);
  });

  test("with a concurrency below 1", async () => {
    const said = await refusalOf({ runnerOptions: { maxConcurrency: "0" } });
    expect(said).toMatch(/^experiment\.ts:\d+: maxConcurrency is 0; give a whole number/);
  });

  test("whose directory cannot be made", async () => {
    const said = await refusalOf({
      runnerOptions: { directory: 'join(import.meta.dirname, "program.mjs", "sub")' },
    });
    expect(said).toMatch(/^experiment\.ts:\d+: directory is .*program\.mjs/);
    expect(said).toContain("give another");
  });
});

describe("the command line", () => {
  test.each([
    [["run", "experiment.ts", "--total-trials", "0"], /--total-trials.*'0'.*at least 1/],
    [["run", "experiment.ts", "--max-pending", "0.5"], /--max-pending.*'0.5'.*at least 1/],
    [["run", "experiment.ts", "--totl-trials", "3"], /--totl-trials[^]*--total-trials/],
    [["rnu", "experiment.ts"], /'rnu'[^]*run/],
    [["run", "experiment.ts", "other.ts"], /too many arguments/],
    [["run", "experiment.ts", "--dry-run", "--limit", "-1"], /--limit.*'-1'/],
    [
      ["run", "experiment.ts", "--limit", "3"],
      /--limit 3 is of --dry-run alone; add --dry-run, or run 3 trials with --total-trials 3/,
    ],
  ])("runners %j", async (args, expected) => {
    expect(await refusal(good, args)).toMatch(expected);
  });

  test("no file where there is none of the usual names", async () => {
    const said = await refusal(() => undefined, ["run"]);
    expect(said).toBe("There is no experiment.ts here; give an experiment file.\n");
  });

  test("a store that cannot be made", async () => {
    const said = await refusal(good, ["run", "experiment.ts", "--store", "program.mjs/x/test.db"]);
    expect(said).toMatch(
      /program\.mjs\/x\/test\.db cannot be opened: a part of its path is no folder/,
    );
    expect(said).toMatch(/[Gg]ive another path/);
  });

  test("a store that is something else", async () => {
    const said = await refusal(good, ["run", "experiment.ts", "--store", "program.mjs"]);
    expect(said).toMatch(/program\.mjs/);
    expect(said).toMatch(/no SQLite database|no store/);
  });

  test("a folder that is read-only", async () => {
    // Root may write where modes forbid it, but not there.
    const folder = process.getuid?.() === 0 ? "/sys" : "closed";
    const said = await refusal(
      (workplace) => {
        good(workplace);
        mkdirSync(join(workplace.path, "closed"), { mode: 0o555 });
      },
      ["run", "experiment.ts", "--store", `${folder}/runs/test.db`],
    );
    expect(said).toMatch(/runs\/test\.db cannot be opened/);
  });
});

function good(workplace: Workplace): void {
  workplace.write("experiment.ts", experimentText());
}
