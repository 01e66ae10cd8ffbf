import { systemClock, wrapRunner, type Runner } from "@runners/core";

/** When a driver dies of its first submission. */
export type DieAt = {
  /** With the intent stored and nothing called; while the call is under way; with its answer, unstored. */
  readonly phase: "before" | "during" | "after";
  /** Milliseconds into the call, for `during`. */
  readonly delayMs: number;
};

/** The runner, whose first submission is the last thing that this process does. */
export function dyingAt(runner: Runner, { phase, delayMs }: DieAt): Runner {
  const submit = async <T>(call: () => Promise<T> | undefined): Promise<T> => {
    if (phase === "before") die();
    if (phase === "during") void systemClock.sleep(delayMs).then(die);
    const answer = await call();
    if (phase === "after") die();
    return answer as T;
  };
  return wrapRunner(runner, {
    run: (trial, options) => submit(() => runner.run(trial, options)),
    runMultiple: (trials, options) => submit(() => runner.runMultiple?.(trials, options)),
  });
}

function die(): void {
  process.kill(process.pid, "SIGKILL");
  // Nothing more happens until the signal has been heard.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
