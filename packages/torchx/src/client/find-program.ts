import { access, constants } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";

/** The absolute path of a program: of a path, from `cwd`, or of a name, on `path`. */
export async function findProgram(
  program: string,
  cwd: string,
  path: string | undefined,
): Promise<string | undefined> {
  const candidates = program.includes("/")
    ? [resolve(cwd, program)]
    : (path ?? "").split(delimiter).map((folder) => join(resolve(cwd, folder), program));
  for (const candidate of candidates) {
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}
