import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Violation } from "../sources/violation.ts";
import { checkTarball } from "./check-tarball.ts";
import { packPackage } from "./pack-package.ts";
import type { ReleasePackage } from "./release-package.ts";
import { runOrFail } from "./run-or-fail.ts";
import type { Tarball } from "./tarball.ts";

export type PreparedTarballs = Disposable & {
  readonly tarballs: readonly Tarball[];
  readonly violations: readonly Violation[];
};

/** Builds the packages from nothing, packs them, and checks what was packed. */
export async function prepareTarballs(
  root: string,
  packages: readonly ReleasePackage[],
): Promise<PreparedTarballs> {
  // The compiler never removes what it once wrote, and "files" would publish it.
  for (const { folder } of packages) rmSync(join(folder, "dist"), { recursive: true, force: true });
  await runOrFail("pnpm", ["exec", "tsc", "-b", ...packages.map(({ folder }) => folder)], {
    cwd: root,
  });
  const destination = mkdtempSync(join(tmpdir(), "runners-tarballs-"));
  const dispose = (): void => rmSync(destination, { recursive: true, force: true });
  try {
    const tarballs: Tarball[] = [];
    const violations: Violation[] = [];
    for (const one of packages) {
      const tarball = await packPackage(one, destination);
      tarballs.push(tarball);
      violations.push(...(await checkTarball(root, tarball)));
    }
    return { tarballs, violations, [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}
