import { expect, test } from "vitest";
import { phaseOf } from "./slurm-state.ts";

test.each([
  ["PENDING", "waiting"],
  ["RUNNING", "running"],
  ["COMPLETING", "running"],
  ["SUSPENDED", "running"],
  ["REQUEUED", "waiting"],
  ["PREEMPTED", "interrupted"],
  ["NODE_FAIL", "interrupted"],
  ["COMPLETED", "completed"],
  ["OUT_OF_MEMORY", "failed"],
  ["TIMEOUT", "failed"],
  ["REVOKED", "elsewhere"],
  ["CANCELLED by 0", "cancelled"],
  ["CANCELLED by 1000 and more", "cancelled"],
  ["CANCELLED+", "cancelled"],
  ["OUT_OF_ME+", "failed"],
  ["NODE_FA+", "interrupted"],
])("%s is %s", (state, phase) => {
  expect(phaseOf(state)).toBe(phase);
});

test.each(["COMPLET+", "RE+", "+", "", "running", "SOMETHING_NEW", "constructor", "SOMETHING_N+"])(
  "%j is not known",
  (state) => {
    expect(phaseOf(state)).toBeUndefined();
  },
);
