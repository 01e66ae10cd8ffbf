/**
 * What a state of Slurm's means.
 *
 * - `waiting`, `running`: not the end, as long as `squeue` lists it.
 * - `interrupted`: it may be queued again. The end once `squeue` does not list it any more.
 * - `elsewhere`: another cluster has it; what becomes of it is not told here.
 */
export type SlurmPhase =
  | "waiting"
  | "running"
  | "interrupted"
  | "elsewhere"
  | "completed"
  | "failed"
  | "cancelled";

/** All states that the manuals of squeue and sacct name, of Slurm 22.05 up to 25.05. */
const phases: ReadonlyMap<string, SlurmPhase> = new Map([
  ["BOOT_FAIL", "failed"],
  ["CANCELLED", "cancelled"],
  ["COMPLETED", "completed"],
  ["COMPLETING", "running"],
  ["CONFIGURING", "waiting"],
  ["DEADLINE", "failed"],
  ["EXPEDITING", "waiting"],
  ["FAILED", "failed"],
  ["LAUNCH_FAILED", "interrupted"],
  ["NODE_FAIL", "interrupted"],
  ["OUT_OF_MEMORY", "failed"],
  ["PENDING", "waiting"],
  ["POWER_UP_NODE", "waiting"],
  ["PREEMPTED", "interrupted"],
  ["RECONFIG_FAIL", "interrupted"],
  ["REQUEUED", "waiting"],
  ["REQUEUE_FED", "waiting"],
  ["REQUEUE_HOLD", "waiting"],
  ["RESIZING", "running"],
  ["RESV_DEL_HOLD", "waiting"],
  ["REVOKED", "elsewhere"],
  ["RUNNING", "running"],
  ["SIGNALING", "running"],
  ["SPECIAL_EXIT", "waiting"],
  ["STAGE_OUT", "running"],
  ["STOPPED", "running"],
  ["SUSPENDED", "running"],
  ["TIMEOUT", "failed"],
]);

/**
 * What a state means, as Slurm writes it: `CANCELLED by 0`, and cut short (`CANCELLED+`), too.
 * Undefined for a state that is not known.
 */
export function phaseOf(state: string): SlurmPhase | undefined {
  const [word = ""] = state.split(" ");
  if (!word.endsWith("+")) return phases.get(word);
  const start = word.slice(0, -1);
  const meant = new Set(
    [...phases].flatMap(([name, phase]) => (name.startsWith(start) ? [phase] : [])),
  );
  return meant.size === 1 ? [...meant][0] : undefined;
}
