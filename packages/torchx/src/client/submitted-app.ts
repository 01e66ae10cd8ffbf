import type { SubmittedApp } from "./torchx-client.ts";

/** What the Python part tells of an app: its handle once that is known. */
export type PlannedApp = {
  readonly handle: string | null;
  readonly roles: SubmittedApp["roles"];
  readonly existed?: boolean | undefined;
};

/** What was submitted, by its handle. */
export function submittedApp({ handle, roles, existed = false }: PlannedApp): SubmittedApp {
  const full = handle ?? "";
  const appId = /^[^:]+:\/\/[^/]*\/(.+)$/s.exec(full)?.[1] ?? full;
  return { handle: full, appId, roles, ...(existed && { existed }) };
}
