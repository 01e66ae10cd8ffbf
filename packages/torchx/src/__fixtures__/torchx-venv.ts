import { mkdir, mkdtemp, rm, stat, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const cache = fileURLToPath(new URL("../../../../node_modules/.cache/torchx", import.meta.url));

const packages = {
  release: { name: "torchx", version: "0.7.0" },
  nightly: { name: "torchx-nightly", version: "2026.10.26" },
} as const;

/** A TorchX of the package registry: the newest release, or the development line. */
export type TorchXGeneration = keyof typeof packages;

/** The commands of a virtual environment that has TorchX. */
export type TorchXVenv = { readonly torchx: string; readonly python: string };

/** Both generations. */
export const torchxGenerations: readonly TorchXGeneration[] = ["release", "nightly"];

const made = new Map<TorchXGeneration, Promise<TorchXVenv>>();

/** Made at the first use, with `python3` on PATH, and kept in the workspace's cache. */
export function torchxVenv(generation: TorchXGeneration): Promise<TorchXVenv> {
  const venv = made.get(generation) ?? make(generation);
  made.set(generation, venv);
  return venv;
}

async function make(generation: TorchXGeneration): Promise<TorchXVenv> {
  const { name, version } = packages[generation];
  const venv = join(cache, version);
  if (!(await exists(venv))) {
    await mkdir(cache, { recursive: true });
    // Made under a name of its own, which its scripts refer to; whoever links it first wins.
    const own = await mkdtemp(`${venv}-`);
    try {
      await execa("python3", ["-m", "venv", own]);
      const requirement = `${name}[kubernetes]==${version}`;
      await execa(join(own, "bin", "pip"), ["install", "--quiet", requirement]);
      await symlink(basename(own), venv);
    } catch (error) {
      await rm(own, { recursive: true, force: true });
      if (!(await exists(venv))) throw error;
    }
  }
  return { torchx: join(venv, "bin", "torchx"), python: join(venv, "bin", "python") };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
