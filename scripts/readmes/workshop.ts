import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A folder in which the code of documents sees our packages as if they were installed. */
export type Workshop = {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dispose: () => void;
};

type PackageJson = { readonly name: string; readonly bin?: Readonly<Record<string, string>> };

/**
 * Makes a workshop of the repository at `root`: all of its packages (their sources, so that nothing
 * need be built), their commands, and the root's own dependencies.
 */
export function openWorkshop(root: string): Workshop {
  // Node resolves links, so on systems where the temporary folder is one, paths must be real.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "documents-")));
  const dispose = (): void => {
    process.off("exit", dispose);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", dispose);
  const modules = join(folder, "node_modules");
  const commands = join(modules, ".bin");
  mkdirSync(join(modules, "@runners"), { recursive: true });
  mkdirSync(commands);
  const installed = join(root, "node_modules");
  if (existsSync(installed)) {
    for (const name of readdirSync(installed)) {
      if (!name.startsWith(".") && name !== "@runners") {
        symlinkSync(join(installed, name), join(modules, name));
      }
    }
  }
  for (const path of globSync("packages/*/package.json", { cwd: root })) {
    const home = join(root, path, "..");
    const { name, bin = {} } = JSON.parse(readFileSync(join(root, path), "utf8")) as PackageJson;
    symlinkSync(home, join(modules, name));
    for (const [command, target] of Object.entries(bin)) {
      const source = target.replace(/^(\.\/)?dist\//, "src/").replace(/\.js$/, ".ts");
      // The path is passed as an argument of its own, whatever it contains.
      const script = `#!/bin/sh\nexec node '${join(home, source).replaceAll("'", `'\\''`)}' "$@"\n`;
      writeFileSync(join(commands, command), script, { mode: 0o755 });
    }
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const { FORCE_COLOR: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    NO_COLOR: "1",
    TZ: "UTC",
    NODE_OPTIONS: "--conditions=@runners/source",
    PATH: [commands, join(installed, ".bin"), process.env["PATH"]].join(delimiter),
  };
  return { folder, env, dispose };
}
