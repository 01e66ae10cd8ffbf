import { expect, test } from "vitest";
import type { Runner } from "../../../runner.ts";
import type { SubmissionLookup } from "../../../submission.ts";
import { casesThatCatch, eachOf, type BrokenRunners } from "../../__fixtures__/broken-runner.ts";
import type { FakeRunner } from "../../fake-runner.ts";
import type { SubmissionCaseId } from "./submission-cases.ts";

const broken: BrokenRunners<SubmissionCaseId> = {
  "submission/exact": {
    breaks(runner) {
      const ran = new Set<string>();
      return runUnder(runner, (key, during) => {
        const again = ran.has(key) && !during.has(key);
        ran.add(key);
        return again ? `${key}-2` : key;
      });
    },
  },
  "submission/exact-at-once": {
    breaks: (runner) => runUnder(runner, (key, during) => (during.has(key) ? `${key}-2` : key)),
  },
  "submission/exact-reopened": {
    breaks(runner, backend) {
      const own = new Set<string>();
      return runUnder(runner, (key) => {
        if (backend.ledger.some((entry) => entry.key === key) && !own.has(key)) return `${key}-2`;
        own.add(key);
        return key;
      });
    },
  },
  "find/found": {
    breaks: (runner) =>
      finding(runner, { found: { outcome: "absent", evidence: "I did not look" } }),
    also: ["find/visible", "find/usable", "find/reopened", "find/abort", "run-multiple/keys"],
  },
  "find/visible": {
    given: { backend: { visibilityMs: 45 } },
    breaks: () => ({ submissionVisibilityMs: 0 }),
  },
  "find/usable": {
    breaks: (runner) => finding(runner, { found: { outcome: "found", found: [{}] } }),
  },
  "find/reopened": {
    breaks(runner) {
      const own = new Set<string>();
      return {
        run(trial, options) {
          own.add(options?.submissionKey ?? "");
          return runner.run(trial, options);
        },
        runMultiple(trials, options) {
          for (const key of options?.submissionKeys?.values() ?? []) own.add(key);
          return runner.runMultiple(trials, options);
        },
        async findSubmission(trial, key, options) {
          const lookup = await runner.findSubmission(trial, key, options);
          if (own.has(key) || lookup.outcome !== "found") return lookup;
          return { outcome: "absent", evidence: "I do not remember it" };
        },
      };
    },
  },
  "find/absent": {
    breaks: (runner) => finding(runner, { absent: { outcome: "absent", evidence: "" } }),
  },
  "find/creates-nothing": {
    breaks: (runner, backend) => ({
      async findSubmission(trial, submissionKey, options) {
        const lookup = await runner.findSubmission(trial, submissionKey, options);
        const { index: trialIndex, attempt } = trial;
        if (lookup.outcome === "absent") {
          backend.submit({ key: undefined, once: false, trialIndex, attempt });
        }
        return lookup;
      },
    }),
  },
  "find/unreachable": {
    breaks: (runner) => finding(runner, { unknown: { outcome: "absent", evidence: "silence" } }),
  },
  "find/abort": {
    breaks: (runner) => ({
      findSubmission: (trial, submissionKey) => runner.findSubmission(trial, submissionKey),
    }),
  },
};

/** `run` under another key than the one it is given. */
function runUnder(
  runner: FakeRunner,
  other: (key: string, during: ReadonlySet<string>) => string,
): Partial<Runner> {
  const during = new Set<string>();
  return {
    async run(trial, options = {}) {
      const { submissionKey: key } = options;
      if (key === undefined) return runner.run(trial, options);
      const submissionKey = other(key, during);
      during.add(key);
      try {
        return await runner.run(trial, { ...options, submissionKey });
      } finally {
        during.delete(key);
      }
    },
  };
}

/** `findSubmission` with other answers, by outcome. */
function finding(
  runner: FakeRunner,
  instead: { readonly [O in SubmissionLookup["outcome"]]?: SubmissionLookup },
): Partial<Runner> {
  return {
    async findSubmission(trial, submissionKey, options) {
      const lookup = await runner.findSubmission(trial, submissionKey, options);
      return instead[lookup.outcome] ?? lookup;
    },
  };
}

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
