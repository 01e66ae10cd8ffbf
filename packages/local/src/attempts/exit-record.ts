/**
 * How an attempt ended. Written by its supervisor, or, where that was killed, by whoever proved
 * that nothing of the attempt lives.
 *
 * - `exited`, `signalled`: the program's end, with its exit code or signal number.
 * - `spawn-failed`: the program could not be started.
 * - `stopped`: the program was not started, because it was to be stopped by then.
 * - `lost`: all processes are gone, and none of them recorded the end.
 */
export type ExitRecord = {
  readonly state: "exited" | "signalled" | "spawn-failed" | "stopped" | "lost";
  readonly code: number;
  /** Whether the supervisor was told to stop before the program ended. */
  readonly stopped: boolean;
  /** For `lost`: what proves it. */
  readonly evidence?: string;
};

const states: ReadonlySet<unknown> = new Set<ExitRecord["state"]>([
  "exited",
  "signalled",
  "spawn-failed",
  "stopped",
  "lost",
]);

/** The exit record in a file's text, if it is one. */
export function parseExitRecord(text: string): ExitRecord | undefined {
  try {
    const record = JSON.parse(text) as Partial<ExitRecord> | null;
    const valid =
      states.has(record?.state) &&
      Number.isSafeInteger(record?.code) &&
      typeof record?.stopped === "boolean";
    return valid ? (record as ExitRecord) : undefined;
  } catch {
    return undefined;
  }
}
