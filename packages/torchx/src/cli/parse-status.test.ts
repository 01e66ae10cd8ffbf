import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseStatus } from "./parse-status.ts";

const ended = { exitCode: 0, timedOut: false, truncated: false, stderr: "" };

/** As TorchX prints it, in both generations. */
const text = (state: string, message: string): string =>
  `AppStatus:\n    State: ${state}\n    Num Restarts: -1\n    Roles: \n *trial[0]:${state}\n` +
  `    Msg: ${message}\n    Structured Error Msg: <NONE>\n    UI URL: http://x\n    \n`;

/** The development line, with `--json`: before and after it told the handle too. */
const json = `{"state": "SUCCEEDED", "num_restarts": -1, "roles": [{"role": "trial", "replicas": [{"id": 0, "state": 4, "role": "trial", "hostname": "node1", "structured_error_msg": "<NONE>", "hostaddr": "node1"}]}], "msg": "COMPLETED", "structured_error_msg": "<NONE>", "url": null}\n`;
const laterJson = json.replace(
  "}\n",
  `, "handle": "slurm://torchx/5", "app_id": "5", "scheduler": "slurm", "ui_url": null}\n`,
);

test.each([
  [text("RUNNING", ""), { outcome: "known", state: "RUNNING" }],
  [text("UNKNOWN", "<NONE>"), { outcome: "known", state: "UNKNOWN" }],
  [text("SUCCEEDED", "COMPLETED"), { outcome: "known", state: "SUCCEEDED", message: "COMPLETED" }],
  [
    text("RUNNING", "it said\n    State: FAILED"),
    { outcome: "known", state: "RUNNING", message: "it said\n    State: FAILED" },
  ],
  [json, { outcome: "known", state: "SUCCEEDED", message: "COMPLETED" }],
  [laterJson, { outcome: "known", state: "SUCCEEDED", message: "COMPLETED" }],
])("reads %j", (stdout, status) => {
  expect(parseStatus({ ...ended, stdout })).toStrictEqual(status);
});

const log = "torchx 2026-11-27 10:55:15 ERROR    ";

test.each([
  `${log}AppDef: nope, does not exist or has been removed from local_cwd's data plane\n`,
  `${log}AppDef \`nope\` does not exist or has been removed from \`local_cwd\`'s data plane\n`,
  `kubernetes.client.exceptions.NotFoundException: (404)\nReason: Not Found\nHTTP response body: {"message":"jobs.batch.volcano.sh \\"nope\\" not found"}\n`,
])("takes %j for a missing app", (stderr) => {
  expect(parseStatus({ ...ended, exitCode: 1, stdout: "", stderr })).toStrictEqual({
    outcome: "missing",
  });
});

test.each([
  [{ exitCode: 1, stdout: "", stderr: "Traceback …\nValueError: x" }, /exit code 1: ValueError: x/],
  [{ exitCode: 1, stdout: json }, /exit code 1/],
  [{ exitCode: undefined, stdout: json, timedOut: true }, /did not end in time/],
  [{ stdout: json, truncated: true }, /more than can be read/],
  [{ stdout: `\uFEFF${json}` }, /cannot be read/],
  [{ stdout: `\u001B[32m${text("SUCCEEDED", "")}` }, /cannot be read/],
  [{ stdout: json.replace('"SUCCEEDED"', "NaN") }, /cannot be read/],
  [{ stdout: json.replace('"SUCCEEDED"', "4") }, /cannot be read/],
  [{ stdout: "null\n" }, /cannot be read/],
  [{ stdout: "" }, /cannot be read/],
])("fails to read %j", (end, reason) => {
  expect(parseStatus({ ...ended, ...end })).toStrictEqual({
    outcome: "failed",
    reason: expect.stringMatching(reason),
  });
});

test("never takes what was cut off, or anything else, for a state", () => {
  const outputs = [text("SUCCEEDED", "COMPLETED"), text("FAILED", "<NONE>"), json, laterJson];
  const cut = fc
    .tuple(
      fc.constantFrom(...outputs),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    )
    .map(([output, share]) => {
      // Without its end, which is after all that is read.
      const end = output.startsWith("{") ? output.trimEnd().length : output.indexOf("Structured");
      return output.slice(0, Math.floor(share * end));
    });
  const damaged = fc
    .tuple(fc.constantFrom(...outputs), fc.string({ minLength: 1 }), fc.nat(30))
    .map(([output, noise, at]) => `${output.slice(0, at)}${noise}\n${output.slice(at + 5)}`);
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.json().map((value) => `{"state": ${value}}`),
    fc
      .constantFrom("\uFEFF", "\u001B[0m", "{", "}", "NaN")
      .chain((start) => fc.string().map((rest) => start + rest)),
  );
  const terminal = /SUCCEEDED|FAILED|CANCELLED/;
  const whole = /^AppStatus:\n {4}State: \w+\n[^]*Structured Error Msg: |^\{[^]*\}\s*$/;
  const holds = fc.property(fc.oneof(cut, damaged, anything), fc.string(), (stdout, stderr) => {
    const status = parseStatus({ ...ended, stdout, stderr });
    if (status.outcome !== "known" || !terminal.test(status.state))
      return status.outcome !== "missing";
    // Only a whole answer that says so.
    return whole.test(stdout) && stdout.includes(status.state);
  });
  expect(fc.check(holds, { numRuns: 10_000 })).toMatchObject({ failed: false });
  const fails = fc.property(
    cut,
    (stdout) => parseStatus({ ...ended, stdout }).outcome === "failed",
  );
  expect(fc.check(fails, { numRuns: 2_000 })).toMatchObject({ failed: false });
});
