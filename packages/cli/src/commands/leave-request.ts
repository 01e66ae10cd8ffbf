import type { Request } from "@runners/orchestrator";
import type { Place } from "../load/locate.ts";
import { openStore } from "./open-store.ts";

/** Leaves a request in the store for whoever drives the experiment. */
export async function leaveRequest({ store: path }: Place, request: Request): Promise<void> {
  const store = await openStore({ path, create: false });
  try {
    await store.request(request);
  } finally {
    await store.close();
  }
}
