import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { experimentText } from "./__fixtures__/experiment-text.ts";
import { programText } from "./__fixtures__/program-text.ts";
import { Workplace } from "./__fixtures__/workplace.ts";
import { checkNode } from "./program.ts";

test("--version is that of the package", async () => {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const { exitCode, stdout } = await new Workplace().start(["--version"]).finished;
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${version}\n` });
});

test("--help names every command, and loads nothing that it does not need", async () => {
  const hook = `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      process.stderr.write(name + "\\n");
      return next(name, context);
    } });`;
  const nodeOptions = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`];
  const { exitCode, stdout, stderr } = await new Workplace().start(["--help"], { nodeOptions })
    .finished;
  expect(exitCode).toBe(0);
  for (const command of ["run", "status", "results", "logs", "stop", "resolve"]) {
    expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  }
  expect(stdout).toMatch(/^ {2}logs \[options\] \[file\] <trial> /m);
  const packages = stderr.split("\n").filter((name) => /^[@a-z]/.test(name) && !name.includes(":"));
  expect(packages).toContain("commander");
  expect([...new Set(packages)]).toEqual(["commander"]);
});

test("a stack is shown where it is asked for, and nowhere else", async () => {
  const workplace = new Workplace();
  const quiet = await workplace.start(["run", "missing.ts"]).finished;
  const verbose = await workplace.start(["--verbose", "run", "missing.ts"]).finished;
  expect(quiet.stderr).not.toMatch(/^ +at /m);
  expect(verbose.stderr).toMatch(/^ +at /m);
  expect([quiet.exitCode, verbose.exitCode]).toEqual([2, 2]);
});

test("a closed pipe ends commands that only print, too", async () => {
  const workplace = new Workplace();
  workplace.write("experiment.ts", experimentText());
  workplace.write("program.mjs", programText());
  await workplace.start(["run", "experiment.ts"]).finished;
  const printing = workplace.start(["results", "--json"]);
  printing.hangUp();
  const { exitCode, stderr } = await printing.finished;
  expect({ exitCode, stderr }).toEqual({ exitCode: 141, stderr: "" });
});

test("a Node that is too old is told so", () => {
  expect(() => checkNode("20.20.2")).toThrow("This is Node 20.20.2; use Node 22.18 or newer.");
  expect(() => checkNode("22.17.1")).toThrow("22.18");
  for (const version of ["22.18.0", "24.0.0"]) expect(() => checkNode(version)).not.toThrow();
  const { engines } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ) as { engines: { node: string } };
  expect(engines.node).toBe(">=22.18");
});
