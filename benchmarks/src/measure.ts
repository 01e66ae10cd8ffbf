/** One figure, and the bar that it is held against. */
export type Figure = {
  readonly name: string;
  /** Undefined where it was not measured; `why` says why. */
  readonly value: number | undefined;
  readonly unit: string;
  readonly bar: string;
  readonly why?: string;
};

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

/** The middle one of an odd number of repetitions. */
export async function median(repetitions: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < repetitions; i += 1) values.push(await measure());
  return values.toSorted((a, b) => a - b)[Math.floor(repetitions / 2)] ?? Number.NaN;
}
