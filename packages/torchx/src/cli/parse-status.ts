import type { AppStatus } from "../client/app-status.ts";
import type { CommandEnd } from "../client/run-command.ts";
import { saysMissing } from "./says-missing.ts";

const textForm =
  /^AppStatus:\n {4}State: (?<state>[A-Z_]+)\n {4}Num Restarts: -?\d+\n {4}Roles:[^]*?\n {4}Msg: (?<message>[^]*)\n {4}Structured Error Msg: /;

/** What `torchx status` tells, as JSON or as text. What cannot be read is a failure, never a state. */
export function parseStatus(
  end: Pick<CommandEnd, "exitCode" | "timedOut" | "truncated" | "stdout" | "stderr">,
): AppStatus {
  const { exitCode, stdout, stderr } = end;
  if (exitCode === 1 && stdout.trim() === "" && saysMissing(stderr)) return { outcome: "missing" };
  if (exitCode !== 0 || end.truncated) return { outcome: "failed", reason: reasonOf(end) };
  const status = stdout.startsWith("{") ? fromJson(stdout) : fromText(stdout);
  if (status === undefined) {
    const reason = `the answer of torchx status cannot be read: ${JSON.stringify(stdout.slice(0, 200))}`;
    return { outcome: "failed", reason };
  }
  const { state, message } = status;
  const told = message === "<NONE>" ? "" : message;
  return { outcome: "known", state, ...(told === "" ? {} : { message: told }) };
}

type Status = { readonly state: string; readonly message: string };

function fromJson(stdout: string): Status | undefined {
  try {
    const { state, msg } = JSON.parse(stdout) as { state?: unknown; msg?: unknown };
    if (typeof state !== "string" || !/^[A-Z_]+$/.test(state)) return undefined;
    return { state, message: typeof msg === "string" ? msg : "" };
  } catch {
    return undefined;
  }
}

function fromText(stdout: string): Status | undefined {
  const { state, message = "" } = textForm.exec(stdout)?.groups ?? {};
  return state === undefined ? undefined : { state, message };
}

function reasonOf({
  exitCode,
  timedOut,
  truncated,
  stderr,
}: Parameters<typeof parseStatus>[0]): string {
  if (timedOut) return "torchx status did not end in time";
  if (truncated) return "torchx status printed more than can be read";
  const last = stderr.trim().split("\n").at(-1) ?? "";
  return `torchx status ended with exit code ${exitCode ?? "none"}: ${last}`;
}
