/** What systems say of a group without processes that could be ended. */
const gone: ReadonlySet<string> = new Set(["ESRCH", "EPERM"]);

/** Ends all processes of a group; there may be none. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && gone.has(String(error.code)))) throw error;
  }
}
