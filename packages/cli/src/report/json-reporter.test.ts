import { RunnerError, VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { JsonReporter } from "./json-reporter.ts";

test("each event is one line of JSON with its time, errors as data, and there is nothing else", async () => {
  let text = "";
  const clock = new VirtualClock();
  await clock.sleep(70);
  const reporter = new JsonReporter((more) => (text += more), clock);
  reporter.report({ type: "experiment-resumed", atMs: 5 });
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
    { type: "experiment-resumed", atMs: 5 },
    { type: "waiting", reason: "two\nlines", atMs: 70 },
    {
      type: "poll-failed",
      error: { name: "RunnerError", code: "BACKEND", message: "no" },
      atMs: 70,
    },
    { type: "stop-failed", index: 1, error: { name: "TypeError", message: "odd" }, atMs: 70 },
    { type: "stop-failed", index: 1, error: "a text", atMs: 70 },
  ]);
});
