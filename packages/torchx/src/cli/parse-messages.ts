import type { PythonFailure } from "../client/python-failure.ts";
import type { PlannedApp } from "../client/submitted-app.ts";

/** What our Python part says among what TorchX prints (`tell` in `runners_app.py`). */
export type CliMessages = {
  readonly planned?: PlannedApp;
  readonly error?: PythonFailure;
  readonly answer?: unknown;
  readonly lines?: readonly string[];
  /** The handle that TorchX itself printed: the app may be live, whatever comes after. */
  readonly handle?: string;
};

const handleForm = /^\w+:\/\/[^/\s]*\/\S+$/;

/** What one line of standard output says; nothing, where it is neither ours nor a handle. */
export function parseMessage(line: string): CliMessages {
  const text = line.trimEnd();
  if (handleForm.test(text)) return { handle: text };
  if (!text.startsWith(`{"runners": {`) || !text.endsWith("}")) return {};
  try {
    return (JSON.parse(text) as { readonly runners: CliMessages }).runners;
  } catch {
    return {};
  }
}

/** What all lines say; the first handle counts, and of the others the last. */
export function parseMessages(stdout: string): CliMessages {
  let all: CliMessages = {};
  for (const line of stdout.split("\n")) {
    const message = parseMessage(line);
    all = { ...all, ...message, ...(all.handle === undefined ? {} : { handle: all.handle }) };
  }
  return all;
}
