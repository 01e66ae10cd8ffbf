import assert from "node:assert/strict";
import type { Rig } from "./rig.ts";

/**
 * Rule 8 for one query: aborted before or during the call, it rejects with the signal's reason. One
 * that had its answer already may give it.
 */
export async function checkAbort(
  rig: Rig,
  query: (signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const reason = new Error("the conformance suite changed its mind");
  const before = query(AbortSignal.abort(reason));
  assert.equal(await rejection(rig, before, "a query that was aborted before"), reason);

  const controller = new AbortController();
  const during = query(controller.signal);
  controller.abort(reason);
  const error = await rig.soon(
    during.then(
      () => reason,
      (rejected: unknown) => rejected,
    ),
    "a query that was aborted",
  );
  assert.equal(error, reason);
}

/** What the promise rejects with; fails where it resolves. */
export async function rejection(
  rig: Rig,
  promise: Promise<unknown>,
  what: string,
): Promise<unknown> {
  const outcome = await rig.soon(
    promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    ),
    what,
  );
  if ("error" in outcome) return outcome.error;
  return assert.fail(`${what} should reject, and resolves with ${JSON.stringify(outcome.value)}`);
}
