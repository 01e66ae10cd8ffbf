import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const version = "4.5.0";
const folder = fileURLToPath(new URL(`../node_modules/.cache/optuna-${version}`, import.meta.url));

/**
 * A Python that has Optuna: in a virtual environment of this package, made by the first call.
 * @throws where there is no Python, or its registry cannot be reached
 */
export async function optunaPython(): Promise<string> {
  const python = join(folder, "bin/python");
  const marker = join(folder, "complete");
  if (existsSync(marker)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  const quiet = ["--quiet", "--disable-pip-version-check"];
  await run(python, ["-m", "pip", "install", ...quiet, `optuna==${version}`]);
  mkdirSync(marker);
  return python;
}
