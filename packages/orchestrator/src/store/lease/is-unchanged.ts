import type { Lease } from "./lease.ts";

/** Whether a lease is the same as before: nobody else's, and no write was made under it since. */
export function isUnchanged(before: Lease | undefined, now: Lease | undefined): boolean {
  return before?.token === now?.token && before?.counter === now?.counter;
}
