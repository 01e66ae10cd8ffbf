import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RunnerError } from "@runners/core";
import { checkDefinition, type ExperimentDefinition } from "@runners/orchestrator";
import { messageOf } from "../format/message-of.ts";
import { showPath } from "../format/show-path.ts";
import { UsageError } from "../usage-error.ts";

const extensions = [".ts", ".mts", ".js", ".mjs"];

/**
 * The experiment that a file exports by default, checked, with some of its options replaced. The
 * folder of the file becomes the current one: relative paths in it mean the same wherever the command
 * was given.
 * @throws {UsageError} naming the file, what is wrong and the remedy
 */
export async function loadExperiment(
  path: string,
  overrides: Partial<ExperimentDefinition> = {},
): Promise<ExperimentDefinition> {
  const file = resolve(path);
  const shown = showPath(file);
  if (!extensions.some((extension) => file.endsWith(extension))) {
    throw new UsageError(`${shown} is no experiment file; give one that ends in .ts or .js.`);
  }
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new UsageError(`${shown} does not exist; check the path.`);
  if (!found.isFile()) throw new UsageError(`${shown} is not a file; give an experiment file.`);
  process.chdir(dirname(file));
  const module = await importFile(file, shown);
  if (!("default" in module)) {
    throw new UsageError(
      `${shown} has no default export; end it with: export default defineExperiment({ … })`,
    );
  }
  try {
    const definition: unknown = module["default"];
    if (typeof definition !== "object" || definition === null) return checkDefinition(definition);
    return checkDefinition({ ...definition, ...overrides });
  } catch (error) {
    throw RunnerError.is(error) ? new UsageError(`${shown}: ${error.message}`) : error;
  }
}

async function importFile(file: string, shown: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (error) {
    const line =
      lineOf(error, file) ?? (error instanceof SyntaxError ? checkedLine(file) : undefined);
    const place = line === undefined ? shown : `${shown}:${line}`;
    const said = RunnerError.is(error) ? messageOf(error) : explain(error);
    throw new UsageError(`${place}: ${said}`, { cause: error });
  }
}

function explain(error: unknown): string {
  const message = messageOf(error).split("\n")[0] ?? "";
  if (!(error instanceof Error)) return `it throws ${message}`;
  const code: unknown = Reflect.get(error, "code");
  if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") {
    return `${message}; install it, or mend the import.`;
  }
  if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /"\.m?ts"/.test(message)) {
    return `Node ${process.versions.node}, which runs this, reads no TypeScript; use Node 22.18 or newer, without --no-strip-types.`;
  }
  if (!(error instanceof SyntaxError)) return `it throws ${error.name}: ${message}`;
  if (/import statement outside a module|Unexpected token 'export'/.test(message)) {
    return "it is taken for CommonJS, since the package.json above it says so; run `npm pkg set type=module` there, or end its name in .mts or .mjs.";
  }
  if (/does not provide an export/.test(message)) return `${message}; mend the import.`;
  return `it cannot be parsed: ${message}`;
}

/** The line of the file that an error names, in its stack or in front of it. */
function lineOf(error: unknown, file: string): string | undefined {
  return lineIn(error instanceof Error ? (error.stack ?? "") : "", file);
}

/** The line at which Node cannot parse the file; it tells that only in words, and only so. */
function checkedLine(file: string): string | undefined {
  return lineIn(spawnSync(process.execPath, ["--check", file], { encoding: "utf8" }).stderr, file);
}

function lineIn(stack: string, file: string): string | undefined {
  for (const name of [pathToFileURL(file).href, file]) {
    const at = stack.indexOf(`${name}:`);
    const line = at < 0 ? undefined : /^\d+/.exec(stack.slice(at + name.length + 1))?.[0];
    if (line !== undefined) return line;
  }
  return undefined;
}
