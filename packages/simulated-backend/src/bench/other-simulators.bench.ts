import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What `comparison.py` says of a simulator: the seconds of each repetition, or why there are none. */
export type OtherSimulator =
  | { readonly version: string; readonly seconds: readonly number[] }
  | { readonly absent: string };

const script = fileURLToPath(new URL("comparison.py", import.meta.url));

/** Times a simulator that is written in Python, with the interpreter in RUNNERS_BENCH_PYTHON. */
export function otherSimulator(
  system: "ax" | "syne-tune" | "simpy",
  trials: number,
  slots: number,
  repetitions: number,
): OtherSimulator {
  const python = process.env["RUNNERS_BENCH_PYTHON"];
  if (python === undefined) {
    return { absent: "RUNNERS_BENCH_PYTHON does not name a Python interpreter that has it" };
  }
  const args = [script, system, String(trials), String(slots), String(repetitions)];
  try {
    const output = execFileSync(python, args, { stdio: ["ignore", "pipe", "ignore"] });
    return JSON.parse(String(output)) as OtherSimulator;
  } catch (error) {
    return { absent: `it could not be timed: ${String(error)}` };
  }
}
