/** That a trial is to be stopped, as it is written into its directory. */
export type StopRequest = { readonly reason?: string };

/** The request in a file's text; one that cannot be read is a request all the same. */
export function parseStopRequest(text: string): StopRequest {
  try {
    const value = JSON.parse(text) as { readonly reason?: unknown } | null;
    return typeof value?.reason === "string" ? { reason: value.reason } : {};
  } catch {
    return {};
  }
}
