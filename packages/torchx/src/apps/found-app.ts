import type { AppRecord, ExpectedApp } from "./app-record.ts";

/** The app of a handle, `scheduler://session/app id`. */
export function foundApp(expected: ExpectedApp, handle: string): AppRecord {
  const { namespace: _, ...record } = expected;
  return { ...record, torchxAppHandle: handle, jobId: handle.slice(handle.lastIndexOf("/") + 1) };
}
