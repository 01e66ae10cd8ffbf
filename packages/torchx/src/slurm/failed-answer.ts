import type { CommandEnd } from "./run-slurm-command.ts";
import type { SlurmAnswer } from "./slurm-answer.ts";

/** The answer that a command which did not succeed has given: none. */
export function failedAnswer(
  command: string,
  end: CommandEnd,
): SlurmAnswer & { outcome: "failed" } {
  if (end.outcome === "failed") return { outcome: "failed", reason: end.reason };
  const said = end.stderr.trim().split("\n").slice(-3).join("; ");
  const reason = `${command} ended with exit code ${end.exitCode}: ${said || "it said nothing"}`;
  return { outcome: "failed", reason };
}
