import type { Notice } from "@runners/orchestrator";
import { messageOf } from "../format/message-of.ts";
import { plain } from "../format/plain.ts";
import { showDuration } from "../format/show-duration.ts";
import { showOutcome } from "../format/show-outcome.ts";

/** A notice as one sentence without its full stop; undefined for one that is told otherwise. */
export function describeNotice(notice: Notice): string | undefined {
  switch (notice.type) {
    case "waiting":
      return notice.reason === undefined ? undefined : `waiting for ${plain(notice.reason)}`;
    case "resumed": {
      const { trials, deployed, settling, unresolved } = notice;
      const parts = [`${deployed} on the backend`];
      if (settling > 0) parts.push(`${settling} whose submission is looked for`);
      if (unresolved > 0) parts.push(`${unresolved} that wait for "runners resolve"`);
      return `going on with ${trials} trials: ${parts.join(", ")}`;
    }
    case "begun-anew": {
      const { outcome, trials } = notice;
      const those = trials === 1 ? "trial" : "trials";
      return `begins anew; the run before ${showOutcome(outcome)}, with ${trials} ${those}, and is kept`;
    }
    case "watching-owner": {
      const { owner, watchMs } = notice;
      return `watching for ${showDuration(watchMs)} whether pid ${owner.pid} on ${owner.host} still drives it`;
    }
    case "draining":
      return `submitting no more trials: ${plain(notice.reason)}`;
    case "trial-silent":
      return `trial ${notice.index}: no news for ${showDuration(notice.silentForMs)}`;
    case "trial-missing":
      return `trial ${notice.index}: the backend says that it has no such job`;
    case "trial-heard":
      return `trial ${notice.index}: there is news again`;
    case "poll-failed":
      return `the backend cannot be asked: ${plain(messageOf(notice.error))}`;
    case "poll-recovered":
      return `the backend can be asked again, after ${notice.failures} failures`;
    case "results-delayed":
      return `trial ${notice.index}: its results cannot be read yet: ${plain(messageOf(notice.error))}`;
    case "results-given-up":
      return `trial ${notice.index}: its results could not be read: ${plain(messageOf(notice.error))}`;
    case "stop-failed":
      return `trial ${notice.index}: it could not be stopped: ${plain(messageOf(notice.error))}`;
    case "duplicates-stopped":
      return `trial ${notice.index}: it was on the backend ${notice.count + 1} times; all but the oldest are stopped`;
    case "candidates-failed":
      return `no more trials: ${plain(messageOf(notice.error))}`;
    case "request-refused":
      return `refused: ${plain(notice.reason)}`;
  }
}
