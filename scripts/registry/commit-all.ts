import { runOrFail } from "../release/run-or-fail.ts";

/** Commits everything, as nobody in particular. */
export async function commitAll(folder: string): Promise<void> {
  await runOrFail("git", ["add", "--all"], { cwd: folder });
  const identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"];
  await runOrFail(
    "git",
    [...identity, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", "test"],
    {
      cwd: folder,
    },
  );
}
