import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseSacct } from "./parse-sacct.ts";

// Recorded with Slurm 22.05.8.
const recorded = `1|FAILED|3:0|1795775057|1795775057|k1-0
2|RUNNING|0:0|1795775057|Unknown|k2-0
3|PENDING|0:0|Unknown|Unknown|k3-0
4|FAILED|0:9|1795775057|1795775057|k4-0
5_1|COMPLETED|0:0|1795775057|1795775057|k5-0
22|CANCELLED by 0|0:0|1795776116|1795776120|ign-0
7+0|FAILED|15:0|1795776116|1795776116|a-0
7+1|FAILED|15:0|1795776116|1795776116|a-1
`;

test("reads what sacct prints, of heterogeneous jobs too", () => {
  expect(parseSacct(recorded)).toEqual([
    {
      jobId: "1",
      component: 0,
      state: "FAILED",
      name: "k1-0",
      exitCode: 3,
      startedAtMs: 1_795_775_057_000,
      finishedAtMs: 1_795_775_057_000,
    },
    expect.objectContaining({ jobId: "2", state: "RUNNING", startedAtMs: 1_795_775_057_000 }),
    { jobId: "3", component: 0, state: "PENDING", name: "k3-0", exitCode: 0 },
    expect.objectContaining({ jobId: "4", exitCode: 0, exitSignal: 9 }),
    expect.objectContaining({ jobId: "22", state: "CANCELLED by 0" }),
    expect.objectContaining({ jobId: "7", component: 0, exitCode: 15, name: "a-0" }),
    expect.objectContaining({ jobId: "7", component: 1, exitCode: 15, name: "a-1" }),
  ]);
});

test("finds no job in what is none, whatever it is", () => {
  const field = fc.oneof(
    fc.string(),
    fc.constantFrom("1", "12+1", "1.extern", "", "CANCELLED by 0", "0:0", ":", "Unknown", "9:9:9"),
  );
  const line = fc.oneof(
    fc.string(),
    fc.array(field, { maxLength: 9 }).map((fields) => fields.join("|")),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      for (const row of parseSacct(lines.join("\n"))) {
        expect(row.jobId).toMatch(/^\d+$/);
        expect(row.state).not.toBe("");
        expect(Number.isSafeInteger(row.exitCode ?? 0)).toBe(true);
        expect(row.exitSignal).not.toBe(0);
      }
    }),
    { numRuns: 5_000 },
  );
});
