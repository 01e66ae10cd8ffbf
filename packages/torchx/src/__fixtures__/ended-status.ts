import { systemClock } from "@runners/core";
import type { AppStatus } from "../client/app-status.ts";
import type { TorchXClient } from "../client/torchx-client.ts";

const running = new Set(["UNSUBMITTED", "SUBMITTED", "PENDING", "RUNNING"]);

/** What becomes of an app, once it is known. */
export async function endedStatus(client: TorchXClient, handle: string): Promise<AppStatus> {
  for (;;) {
    const status = (await client.statuses([handle])).get(handle);
    if (status === undefined) throw new Error(`no answer for ${handle}`);
    if (status.outcome !== "known" || !running.has(status.state)) return status;
    await systemClock.sleep(5);
  }
}
