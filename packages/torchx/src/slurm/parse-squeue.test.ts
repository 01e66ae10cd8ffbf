import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSqueue } from "./parse-squeue.ts";

// Recorded with Slurm 22.05.8.
const recorded = `5_1|COMPLETED|1795775057|1795775057|None|k5-0
1|FAILED|1795775057|1795775057|NonZeroExitCode|k1-0
3|PENDING|N/A|N/A|JobHeldUser|k3-0
2|RUNNING|1795775057|1827311057|None|k2-0
34|PENDING|1795777256|NONE|BeginTime|rq-0
7+0|FAILED|1795776116|1795776116|NonZeroExitCode|a-0
7+1|FAILED|1795776116|1795776116|NonZeroExitCode|a-1
`;

test("reads what squeue prints, of heterogeneous jobs too", () => {
  expect(parseSqueue(recorded)).toEqual([
    {
      jobId: "1",
      component: 0,
      state: "FAILED",
      name: "k1-0",
      reason: "NonZeroExitCode",
      startedAtMs: 1_795_775_057_000,
      finishedAtMs: 1_795_775_057_000,
    },
    { jobId: "3", component: 0, state: "PENDING", name: "k3-0", reason: "JobHeldUser" },
    {
      jobId: "2",
      component: 0,
      state: "RUNNING",
      name: "k2-0",
      startedAtMs: 1_795_775_057_000,
      finishedAtMs: 1_827_311_057_000,
    },
    {
      jobId: "34",
      component: 0,
      state: "PENDING",
      name: "rq-0",
      reason: "BeginTime",
      startedAtMs: 1_795_777_256_000,
    },
    expect.objectContaining({ jobId: "7", component: 0, name: "a-0" }),
    expect.objectContaining({ jobId: "7", component: 1, name: "a-1" }),
  ]);
});

test("takes a name as it is", () => {
  expect(parseSqueue("1|RUNNING|N/A|N/A|None|a|b c|\n")).toMatchObject([{ name: "a|b c|" }]);
});

test("finds no job in what is none, whatever it is", () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom("1", "12+1", "1_2", "1.batch", "", "RUNNING", "N/A", "1795775057", "None"),
  );
  const line = fc.oneof(
    fc.string(),
    fc.array(field, { maxLength: 9 }).map((fields) => fields.join("|")),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join("\n");
      const rows = parseSqueue(text);
      expect(rows.length).toBeLessThanOrEqual(text.split("\n").length);
      for (const row of rows) {
        expect(row.jobId).toMatch(/^\d+$/);
        expect(row.state).not.toBe("");
        expect(Number.isSafeInteger(row.component)).toBe(true);
        expect(Number.isSafeInteger(row.startedAtMs ?? 1)).toBe(true);
      }
    }),
    { numRuns: 5_000 },
  );
});

test("reads back every row that squeue could print", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          id: fc.nat(),
          component: fc.option(fc.nat(127)),
          state: fc.stringMatching(/^[A-Z_]{1,16}$/),
          reason: fc.stringMatching(/^[A-Za-z ()]{0,30}$/),
          name: fc.stringMatching(/^[ -~]{0,200}[!-~]$/),
        }),
      ),
      (jobs) => {
        const text = jobs.map(
          ({ id, component, state, reason, name }) =>
            `${id}${component === null ? "" : `+${component}`}|${state}|N/A|N/A|${reason}|${name}\n`,
        );
        expect(parseSqueue(text.join(""))).toEqual(
          jobs.map(({ id, component, state, reason, name }) => ({
            jobId: String(id),
            component: component ?? 0,
            state,
            name,
            ...(reason === "" || reason === "None" ? {} : { reason }),
          })),
        );
      },
    ),
    { numRuns: 1_000 },
  );
});
