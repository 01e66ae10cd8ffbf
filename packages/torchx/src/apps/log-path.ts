import { join } from "node:path";
import type { AppRecord } from "./app-record.ts";

/** Where a local or Slurm app writes what a replica prints. */
export function logPath(
  { scheduler, logDirectory, jobId }: AppRecord,
  log: { readonly role: string; readonly replica: number; readonly stream: "stdout" | "stderr" },
): string {
  const { role, replica, stream } = log;
  if (scheduler !== "slurm") {
    return join(logDirectory, "torchx", jobId, role, String(replica), `${stream}.log`);
  }
  return join(
    logDirectory,
    `slurm-${jobId}-${role}-${replica}.${stream === "stdout" ? "out" : "err"}`,
  );
}
