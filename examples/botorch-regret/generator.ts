import type { Bounds } from "@runners/botorch-test-problem/functions";

/** Makes points to try, one after another, from what is known when each is asked for. */
export type Generator = (context: {
  readonly bounds: Bounds;
  /** The best point so far, once a trial has ended. */
  readonly best: () => readonly number[] | undefined;
  readonly random: () => number;
}) => Iterable<readonly number[]>;
