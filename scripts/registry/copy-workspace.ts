import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { runOrFail } from "../release/run-or-fail.ts";
import { commitAll } from "./commit-all.ts";

/** Copies what git knows, or would know, of the workspace into a new repository, and installs it. */
export async function copyWorkspace(root: string, folder: string): Promise<void> {
  const listed = await runOrFail(
    "git",
    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    { cwd: root },
  );
  for (const path of listed.split("\0")) {
    // A file that was removed is listed until that is committed.
    if (path === "" || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  await runOrFail("git", ["init", "--quiet", "--initial-branch=main"], { cwd: folder });
  await commitAll(folder);
  await runOrFail("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"], { cwd: folder });
}
