import type { PolledStatuses } from "../../runner.ts";
import type { PolledStatus } from "../../trial-status.ts";
import type { Fault } from "./fault.ts";

/**
 * A poll that is made, and answers something else for some trials.
 *
 * @param rewrite what it says of a trial instead; `undefined` leaves the trial out
 */
export function rewritePoll(
  rewrite: (index: number, status: PolledStatus) => PolledStatus | undefined,
): Fault<PolledStatuses> {
  return {
    type: "change",
    change(answer) {
      const rewritten = new Map<PolledStatus, Set<number>>();
      for (const [status, indices] of answer) {
        for (const index of indices) {
          const said = rewrite(index, status);
          if (said === undefined) continue;
          const among = rewritten.get(said);
          if (among === undefined) rewritten.set(said, new Set([index]));
          else among.add(index);
        }
      }
      return rewritten;
    },
  };
}
