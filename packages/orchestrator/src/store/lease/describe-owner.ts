import type { Owner } from "../experiment-store.ts";
import { ageOf } from "./age-of.ts";

/** An owner in words: its process, its host, and since when. */
export function describeOwner(owner: Owner, nowMs: number): string {
  const since = ageOf(nowMs - owner.acquiredAtMs);
  const seen = ageOf(nowMs - owner.renewedAtMs);
  return `process ${owner.pid} on ${owner.host} (driving since ${since} ago, last seen ${seen} ago)`;
}
