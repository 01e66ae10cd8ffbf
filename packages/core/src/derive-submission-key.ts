import type { BaseTrial } from "./trial.ts";

/**
 * A key for a trial whose caller gave none: it names the trial for people, and is told apart from
 * every other by about 62 random bits.
 */
export function deriveSubmissionKey(trial: BaseTrial, random: () => number): string {
  const name = (trial.experiment.name ?? "trial")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 12)
    .replaceAll(/^-+|-+$/g, "");
  const letters = Array.from({ length: 12 }, () => Math.floor(random() * 36).toString(36)).join("");
  return `${name || "trial"}-${trial.index}-${trial.attempt}`.slice(0, 27) + `-${letters}`;
}
