import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pythonWith } from "./python-with.bench.ts";

/** What `comparison.py` says of a simulator: the seconds of each repetition, or why there are none. */
export type OtherSimulator =
  | { readonly version: string; readonly seconds: readonly number[] }
  | { readonly absent: string };

const script = fileURLToPath(new URL("comparison.py", import.meta.url));

/** The package of each, and its release. That of Ax takes some gigabytes, nearly all of it PyTorch. */
const packages = {
  simpy: ["simpy", "4.1.2"],
  "syne-tune": ["syne-tune", "0.16.0"],
  ax: ["ax-platform", "1.3.1"],
} as const;

/** Times a simulator that is written in Python. */
export function otherSimulator(
  system: keyof typeof packages,
  trials: number,
  slots: number,
  repetitions: number,
): OtherSimulator {
  const args = [script, system, String(trials), String(slots), String(repetitions)];
  try {
    const [name, version] = packages[system];
    const python = pythonWith(name, version);
    const output = execFileSync(python, args, { stdio: ["ignore", "pipe", "ignore"] });
    return JSON.parse(String(output)) as OtherSimulator;
  } catch (error) {
    return { absent: `it could not be timed: ${String(error).trim()}` };
  }
}
