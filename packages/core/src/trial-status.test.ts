import { expect, test } from "vitest";
import {
  expectsData,
  isDeployed,
  isTerminal,
  TrialStatus,
  type PolledStatus,
} from "./trial-status.ts";

const all: readonly PolledStatus[] = [...Object.values(TrialStatus), "UNKNOWN", "MISSING"];

test("a status is its own name", () => {
  expect(Object.entries(TrialStatus).every(([name, status]) => name === status)).toBe(true);
});

test("a trial never leaves a terminal status; doubt is none", () => {
  expect(all.filter(isTerminal)).toEqual([
    "COMPLETED",
    "FAILED",
    "ABANDONED",
    "EARLY_STOPPED",
    "STALE",
  ]);
});

test("a deployed trial is staged or running", () => {
  expect(all.filter(isDeployed)).toEqual(["STAGED", "RUNNING"]);
});

test("data is expected of what runs, and of what ended without failing", () => {
  expect(all.filter(expectsData)).toEqual(["RUNNING", "COMPLETED", "EARLY_STOPPED"]);
});
