import type { BaseTrial } from "@runners/core";
import type { Machine } from "../processes/this-machine.ts";
import { attemptFiles } from "./attempt-files.ts";
import type { Claim } from "./claim.ts";
import { claimOfTrial } from "./claim-of-trial.ts";
import type { ExitRecord } from "./exit-record.ts";
import { inspectAttempts, type AttemptState } from "./inspect-attempts.ts";
import { judgeEnd, type Verdict } from "./judge-end.ts";
import { messageOf } from "../message-of.ts";

/** A trial, and what is the case with it. */
export type Observed = { readonly index: number; readonly key: string | undefined } & (
  | { readonly state: Exclude<AttemptState["state"], "ended" | "unknown">; readonly claim: Claim }
  | { readonly state: "ended"; readonly verdict: Verdict }
  | { readonly state: "unknown"; readonly reason: string }
);

/** Looks at attempts, and remembers the verdicts on those that have ended: these are final. */
export class AttemptObserver {
  readonly #directory: string;
  readonly #ownEnv: Readonly<Record<string, string>>;
  readonly #machine: () => Promise<Machine>;
  readonly #verdicts = new Map<string, Verdict>();

  constructor(
    directory: string,
    ownEnv: Readonly<Record<string, string>>,
    machine: () => Promise<Machine>,
  ) {
    this.#directory = directory;
    this.#ownEnv = ownEnv;
    this.#machine = machine;
  }

  /** What is the case with each of the trials. One whose metadata is not ours is unknown. */
  async observe(trials: Iterable<BaseTrial<unknown>>): Promise<readonly Observed[]> {
    const observed: Observed[] = [];
    const unjudged: { readonly index: number; readonly claim: Claim }[] = [];
    for (const trial of trials) {
      const { index } = trial;
      try {
        const claim = claimOfTrial(trial, this.#directory);
        const verdict = this.#verdicts.get(claim.submissionKey);
        if (verdict === undefined) unjudged.push({ index, claim });
        else observed.push({ index, key: claim.submissionKey, state: "ended", verdict });
      } catch (error) {
        observed.push({ index, key: undefined, state: "unknown", reason: messageOf(error) });
      }
    }
    const claims = unjudged.map(({ claim }) => claim);
    const states = await inspectAttempts(claims, await this.#machine());
    const rest = await Promise.all(
      unjudged.map(async ({ index, claim }): Promise<Observed> => {
        const key = claim.submissionKey;
        const state = states.get(key) ?? { state: "unknown", reason: "it was not looked at" };
        if (state.state === "unknown") return { index, key, ...state };
        if (state.state !== "ended") return { index, key, state: state.state, claim };
        try {
          return { index, key, state: "ended", verdict: await this.#judge(claim, state.exit) };
        } catch (error) {
          return { index, key, state: "unknown", reason: messageOf(error) };
        }
      }),
    );
    return [...observed, ...rest];
  }

  async #judge(claim: Claim, exit: ExitRecord): Promise<Verdict> {
    const files = attemptFiles(this.#directory, claim.submissionKey);
    const verdict = await judgeEnd(files, exit, this.#ownEnv);
    this.#verdicts.set(claim.submissionKey, verdict);
    return verdict;
  }
}
