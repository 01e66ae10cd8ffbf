import { existsSync } from "node:fs";

/**
 * Repeats what runs a program, with a longer time limit each time, until the program has created
 * the file: a busy machine may take longer than a limit to get a program going.
 */
export async function withinLimit<T>(
  begun: string,
  run: (timeLimitMs: number) => Promise<T>,
): Promise<T> {
  for (let timeLimitMs = 1_000; ; timeLimitMs *= 2) {
    const outcome = await run(timeLimitMs);
    if (existsSync(begun)) return outcome;
  }
}
