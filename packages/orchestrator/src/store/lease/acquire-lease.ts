import { randomUUID } from "node:crypto";
import { RunnerError, type Clock, type ProcessTable } from "@runners/core";
import type { AcquireOptions } from "./acquire-options.ts";
import { describeOwner } from "./describe-owner.ts";
import { isUnchanged } from "./is-unchanged.ts";
import type { Lease } from "./lease.ts";
import type { LeaseCell } from "./lease-cell.ts";

export type Taker = {
  /** What the lease is about, to begin a sentence with. */
  readonly name: string;
  readonly processes: ProcessTable;
  readonly clock: Clock;
  /** Milliseconds without a sign of life after which an owner out of sight is taken for dead. */
  readonly watchMs: number;
  /**
   * Whether only one machine can reach the store, so that an owner on another boot of the machine
   * of this name has surely ended. Where several can, the name proves nothing.
   */
  readonly oneMachine: boolean;
};

/** Into how many looks the watch is divided at least. */
const looks = 60;

/**
 * Takes the lease in the cell, unless somebody has it who lives, or may live. Returns its token.
 *
 * @throws {RunnerError} `NOT_OWNER`, naming host, pid and age of who has it
 * @throws the signal's reason, with nothing taken
 */
export async function acquireLease(
  cell: LeaseCell,
  taker: Taker,
  options: AcquireOptions = {},
): Promise<string> {
  const { clock, processes, watchMs } = taker;
  const token = randomUUID();
  for (;;) {
    options.signal?.throwIfAborted();
    const held = cell.read();
    if (held !== undefined && !isDead(held, taker)) {
      if (processes.sees(held)) throw drivenBy(held, taker);
      options.onWatching?.(held, watchMs);
      await watch(cell, held, taker, options.signal);
    }
    const nowMs = clock.now();
    const lease = {
      ...processes.self(),
      token,
      counter: 0,
      acquiredAtMs: nowMs,
      renewedAtMs: nowMs,
    };
    if (cell.replace(held, lease)) return token;
  }
}

function isDead(held: Lease, { processes, oneMachine }: Taker): boolean {
  if (processes.sees(held)) return !processes.isAlive(held);
  const { host, bootId } = processes.self();
  const bootsDiffer = held.bootId !== bootId && held.bootId !== "" && bootId !== "";
  return oneMachine && held.host === host && bootsDiffer;
}

/**
 * Resolves once the owner has shown no life for long enough, or has given up the lease.
 *
 * Only time in which the lease is looked at counts: if this process was stopped meanwhile, or its
 * disk did not answer, the owner may have been, too.
 */
async function watch(
  cell: LeaseCell,
  held: Lease,
  taker: Taker,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { clock, watchMs } = taker;
  const stepMs = watchMs / looks;
  for (let watchedMs = 0; watchedMs < watchMs;) {
    const beganAtMs = clock.monotonic();
    await clock.sleep(stepMs, { signal });
    const now = cell.read();
    if (now === undefined) return;
    if (!isUnchanged(held, now)) throw drivenBy(now, taker);
    watchedMs += Math.min(stepMs, clock.monotonic() - beganAtMs);
  }
}

function drivenBy(owner: Lease, { name, clock }: Taker): RunnerError {
  return new RunnerError(
    "NOT_OWNER",
    `${name} is driven by ${describeOwner(owner, clock.now())}. ` +
      "Let it finish, or end it and run the same command again.",
  );
}
