import type { Bounds } from "./bounds.ts";

/** Options that every test function takes. */
export type CommonOptions = {
  /** Turns the sign of the objectives (never of the slacks). Default `false`. */
  readonly negate?: boolean;
  /**
   * Standard deviation of the noise on the objectives, in their own units: one for all, or one for
   * each. Default: no noise.
   */
  readonly noiseStd?: number | readonly number[];
  /** The same for the slacks; only where there are constraints. Default: no noise. */
  readonly constraintNoiseStd?: number | readonly number[];
  /** Source of the noise, uniform in [0, 1); a seeded one repeats it. Default `Math.random`. */
  readonly random?: () => number;
};

export type BoundsOption = {
  /** Other bounds than the usual ones; one published optimizer at least must lie in them. */
  readonly bounds?: Bounds;
};

export type DimOption = {
  /** Number of parameters. The default is in the table of functions. */
  readonly dim?: number;
};

export type RequiredDimOption = {
  /** Number of parameters; it has no default. */
  readonly dim: number;
};

export type NumObjectivesOption = {
  /** Number of objectives. Default 2. */
  readonly numObjectives?: number;
};

export type ConstantsPrecisionOption = {
  /**
   * BoTorch keeps some constants of this function as 32-bit floats, which moves its values by
   * about 1e-8: `"float32"` (default) has the same values, `"float64"` the constants as published.
   */
  readonly constantsPrecision?: ConstantsPrecision;
};

export type ConstantsPrecision = "float32" | "float64";

export type AckleyMixedOptions = DimOption & {
  /** Moves the optimum to a point drawn from `random`. Default `false`: all zeros. */
  readonly randomizeOptimum?: boolean;
  /** Where the optimum is, instead of drawing it; this is how a drawn one is stored. */
  readonly optimum?: readonly number[];
};

export type GsobolOptions = RequiredDimOption & {
  /** The coefficients, one per parameter; for 6, 8 and 15 parameters the usual ones are used. */
  readonly a?: readonly number[];
};

export type IshigamiOptions = {
  /** Weight of the third parameter: 0.1 (default) or 0.05. */
  readonly b?: number;
};

export type ShekelOptions = {
  /** Number of minima: 5, 7 or 10 (default). */
  readonly m?: number;
};

export type TrajectoryPlanningOptions = DimOption & {
  /** Joins the waypoints by a cubic spline (default `true`), or by straight lines. */
  readonly useSmoothInterp?: boolean;
  /** Longest step between two waypoints. Default: 1.5 times the straight way, shared out. */
  readonly maxStepSize?: number;
};
