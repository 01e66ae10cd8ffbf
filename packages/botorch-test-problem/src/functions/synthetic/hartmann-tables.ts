/** The constants of a Hartmann function; the tables have four rows of `dim` numbers. */
export type HartmannTables = {
  readonly alpha: Float64Array;
  readonly weights: Float64Array;
  readonly centres: Float64Array;
};

const published: Readonly<Record<number, { A: readonly number[]; P: readonly number[] }>> = {
  3: {
    A: [3, 10, 30, 0.1, 10, 35, 3, 10, 30, 0.1, 10, 35],
    P: [3689, 1170, 2673, 4699, 4387, 7470, 1091, 8732, 5547, 381, 5743, 8828],
  },
  6: {
    A: [
      [10, 3, 17, 3.5, 1.7, 8],
      [0.05, 10, 17, 0.1, 8, 14],
      [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ].flat(),
    P: [
      [1312, 1696, 5569, 124, 8283, 5886],
      [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650],
      [4047, 8828, 8732, 5743, 1091, 381],
    ].flat(),
  },
};

/** The tables for 3, 4 or 6 parameters, each constant rounded by `round`. */
export function hartmannTables(dim: number, round: (constant: number) => number): HartmannTables {
  // Four parameters are the first four of six.
  const columns = dim === 3 ? 3 : 6;
  const firstColumns = (table: readonly number[] = []): readonly number[] =>
    table.filter((_, index) => index % columns < dim);
  return {
    alpha: Float64Array.of(1, 1.2, 3, 3.2).map(round),
    weights: Float64Array.from(firstColumns(published[columns]?.A), round),
    centres: Float64Array.from(firstColumns(published[columns]?.P), (p) => 0.0001 * p),
  };
}
