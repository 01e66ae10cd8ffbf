import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { JsonReporter } from "./json-reporter.ts";

test("each event is one line of JSON, with errors as data, and there is nothing else", () => {
  let text = "";
  const reporter = new JsonReporter((more) => (text += more));
  reporter.report({ type: "waiting", reason: "two\nlines" });
  const cause = new Error("why");
  reporter.report({ type: "poll-failed", error: new RunnerError("BACKEND", "no", { cause }) });
  reporter.report({ type: "stop-failed", index: 1, error: new TypeError("odd") });
  reporter.report({ type: "stop-failed", index: 1, error: "a text" });
  reporter.note();
  reporter.finish();
  reporter.close();
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { type: "waiting", reason: "two\nlines" },
    { type: "poll-failed", error: { name: "RunnerError", code: "BACKEND", message: "no" } },
    { type: "stop-failed", index: 1, error: { name: "TypeError", message: "odd" } },
    { type: "stop-failed", index: 1, error: "a text" },
  ]);
});
