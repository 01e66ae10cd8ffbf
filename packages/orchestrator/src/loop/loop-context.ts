import type { Clock, Runner } from "@runners/core";
import type { Experiment } from "../experiment/experiment.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";
import type { Settings } from "./settings.ts";
import type { Tasks } from "./tasks.ts";
import type { Turn } from "./turn.ts";

/** What the parts of the loop share. */
export type LoopContext = {
  /** Its questions and stops end in time; see `boundedRunner`. */
  readonly runner: Runner;
  readonly experiment: Experiment;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly turn: Turn;
  readonly tasks: Tasks;
  /** Milliseconds for which drivers have worked on this experiment. */
  readonly elapsedMs: () => number;
  /** Whether only one machine can reach the store. */
  readonly oneMachine: boolean;
  readonly mailbox: Mailbox<Message>;
};
