/** Well below the 256 open files that macOS allows a process by default. */
const mostOpen = 64;

let open = 0;
const waiting: (() => void)[] = [];

/**
 * Does work that opens a file, once few enough are open in this process: thousands of trials may
 * be looked at in one poll. The work must not wait for other work of this kind.
 */
export async function withFileSlot<T>(work: () => Promise<T>): Promise<T> {
  if (open < mostOpen) open += 1;
  // Whoever finishes hands its slot over.
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) open -= 1;
    else next();
  }
}
