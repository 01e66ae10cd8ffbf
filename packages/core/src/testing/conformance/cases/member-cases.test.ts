import { expect, test } from "vitest";
import { casesThatCatch, eachOf, type BrokenRunners } from "../../__fixtures__/broken-runner.ts";
import { FakeHarness } from "../../fake-harness.ts";
import { withoutMembers } from "../../without-members.ts";
import type { MemberCaseId } from "./member-cases.ts";

const broken: BrokenRunners<MemberCaseId> = {
  "members/types": { breaks: () => ({ minPollIntervalMs: NaN }) },
  "members/stable": {
    breaks: () => ({}),
    open: () =>
      new FakeHarness({
        wrap: (runner, backend) =>
          backend.ledger.length === 0 ? runner : withoutMembers(runner, "minPollIntervalMs"),
      }),
  },
  "members/keep-trials": {
    breaks: (runner) => ({
      async stop(trial, options) {
        const metadata = await runner.stop(trial, options);
        (trial as { status: string }).status = "ABANDONED";
        return metadata;
      },
    }),
  },
};

test.each(eachOf(broken))("%s catches a runner that breaks it", async (id, runner) => {
  expect(await casesThatCatch(runner)).toEqual(new Set([id, ...(runner.also ?? [])]));
});
