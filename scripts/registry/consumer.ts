import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runOrFail } from "../release/run-or-fail.ts";
import { outsideEnv } from "./outside-env.ts";

/** Somebody who installs our packages: a folder outside the workspace, with caches of its own. */
export class Consumer {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** Only our packages come from the registry at `url`; others from where this machine has them. */
  constructor(home: string, url: string) {
    this.folder = join(home, "project");
    mkdirSync(this.folder, { recursive: true });
    this.write({ ".npmrc": `@runners:registry=${url}\n` });
    this.#env = {
      ...outsideEnv(),
      npm_config_cache: join(home, "npm-cache"),
      npm_config_update_notifier: "false",
      npm_config_fund: "false",
      npm_config_audit: "false",
      pnpm_config_store_dir: join(home, "pnpm-store"),
      pnpm_config_cache_dir: join(home, "pnpm-cache"),
      TURBO_TELEMETRY_DISABLED: "1",
      NO_COLOR: "1",
    };
  }

  /** Writes files, by path within the folder. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Copies a folder of the workspace, as it is in git, to `target`. */
  copy(source: string, target: string): void {
    cpSync(source, join(this.folder, target), {
      recursive: true,
      filter: (path) => !/[/\\](node_modules|\.turbo)$/.test(path),
    });
  }

  /** Runs a command in the folder; resolves with what it printed, rejects where it failed. */
  run(command: string, ...args: readonly string[]): Promise<string> {
    return runOrFail(command, args, { cwd: this.folder, env: this.#env, timeoutMs: 600_000 });
  }

  /** `<name>` → version of every package that is installed at the top, scoped ones included. */
  installed(): Readonly<Record<string, string>> {
    const modules = join(this.folder, "node_modules");
    const names = readdirSync(modules)
      .filter((name) => !name.startsWith("."))
      .flatMap((name) =>
        name.startsWith("@")
          ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`)
          : [name],
      );
    return Object.fromEntries(
      names.map((name) => {
        const path = join(modules, name, "package.json");
        const { version } = JSON.parse(readFileSync(path, "utf8")) as { version: string };
        return [name, version];
      }),
    );
  }
}
