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

/** What one line of standard output says; nothing, where it is not ours. */
export function parseMessage(line: string): CliMessages {
  const text = line.trimEnd();
  if (!text.startsWith(`{"runners": {`) || !text.endsWith("}")) return {};
  try {
    return (JSON.parse(text) as { readonly runners: CliMessages }).runners;
  } catch {
    return {};
  }
}

/**
 * What all lines say, the last of each kind. A handle of this scheduler counts, the first one, after our
 * word that the app is about to be submitted: before it, a component may print what it likes.
 */
export function parseMessages(stdout: string, scheduler?: string): CliMessages {
  let all: CliMessages = {};
  for (const line of stdout.split("\n")) {
    const text = line.trimEnd();
    const isHandle = text.startsWith(`${scheduler}://`) && /^\w+:\/\/[^/\s]*\/\S+$/.test(text);
    if (!isHandle) all = { ...all, ...parseMessage(text) };
    else if (all.planned !== undefined) all = { handle: text, ...all };
  }
  return all;
}
