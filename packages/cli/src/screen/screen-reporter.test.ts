import { Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { experimentOf } from "../__fixtures__/experiment-of.ts";
import { ScreenReporter } from "./screen-reporter.ts";

/** A terminal of so many columns and rows that keeps all that is written to it. */
class Terminal extends Writable {
  readonly isTTY = true;
  columns = 80;
  rows = 24;
  written = "";

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.written += chunk.toString();
    callback();
  }
}

function set(): { terminal: Terminal; clock: VirtualClock; reporter: ScreenReporter } {
  const terminal = new Terminal();
  const clock = new VirtualClock({ auto: false });
  const reporter = new ScreenReporter({
    stream: terminal as unknown as NodeJS.WriteStream,
    clock,
    color: false,
    totalTrials: 2,
    parameterNames: ["lr"],
    hints: { names: "experiment.ts", keepsLogs: false, metadataKeys: [] },
  });
  return { terminal, clock, reporter };
}

const experiment = experimentOf([{ parameters: { lr: 1 }, status: "COMPLETED", value: 0.25 }]);

test("paints what is new at its next turn, and the last state with a summary at the end", async () => {
  const { terminal, clock, reporter } = set();
  reporter.report({ type: "waiting", reason: "running trials" }, experiment);
  reporter.report({ type: "trial-heard", index: 0 }, experiment);
  reporter.note("a note");
  expect(terminal.written).toBe("");
  await clock.advance(100);
  const painted = stripVTControlCharacters(terminal.written);
  expect(painted).toContain("1/2  1 completed");
  expect(painted).toContain("trial 0: there is news again\na note\n… waiting for running trials");
  terminal.written = "";
  reporter.finish({ outcome: "completed" }, experiment);
  reporter.close();
  expect(stripVTControlCharacters(terminal.written)).toMatch(
    /test completed\n {2}1 trial: 1 completed\n {2}best: loss 0\.25 in trial 0\n {4}lr=1\n$/,
  );
  terminal.written = "";
  await clock.advance(1_000);
  expect(terminal.written).toBe("");
});

test("follows the size of the terminal", async () => {
  const { terminal, clock, reporter } = set();
  reporter.report({ type: "waiting", reason: "x".repeat(200) }, experiment);
  await clock.advance(100);
  terminal.written = "";
  terminal.columns = 30;
  await clock.advance(100);
  expect(stripVTControlCharacters(terminal.written)).toContain(`… waiting for ${"x".repeat(15)}…`);
  reporter.close();
});
