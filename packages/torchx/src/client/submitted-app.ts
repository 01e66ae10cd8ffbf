import type { SubmittedApp } from "./torchx-client.ts";

/** What the Python part tells of an app: its handle once that is known. */
export type PlannedApp = {
  readonly handle: string | null;
  readonly roles: SubmittedApp["roles"];
};

/** What was submitted, by its handle. */
export function submittedApp({ handle, roles }: PlannedApp): SubmittedApp {
  const full = handle ?? "";
  return { handle: full, appId: /^[^:]+:\/\/[^/]*\/(.+)$/s.exec(full)?.[1] ?? full, roles };
}
