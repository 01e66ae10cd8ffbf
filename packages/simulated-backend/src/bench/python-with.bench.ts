import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The environments stay with the installed packages, which nobody commits. */
const cache = fileURLToPath(new URL("../../node_modules/.cache", import.meta.url));

/**
 * A Python that has this release of a package: in a virtual environment of its own, made by the first
 * call; or the one that RUNNERS_BENCH_PYTHON names, whatever it has.
 *
 * @throws where there is no Python, or its registry cannot be reached
 */
export function pythonWith(name: string, version: string): string {
  const named = process.env["RUNNERS_BENCH_PYTHON"];
  if (named !== undefined) return named;
  const folder = join(cache, `${name}-${version}`);
  const [python, complete] = [join(folder, "bin/python"), join(folder, "complete")];
  if (existsSync(complete)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  process.stderr.write(`Installing ${name} ${version}, once …\n`);
  const stdio: ["ignore", "ignore", "pipe"] = ["ignore", "ignore", "pipe"];
  execFileSync("python3", ["-m", "venv", folder], { stdio });
  const quiet = ["--quiet", "--disable-pip-version-check"];
  execFileSync(python, ["-m", "pip", "install", ...quiet, `${name}==${version}`], { stdio });
  mkdirSync(complete);
  return python;
}
