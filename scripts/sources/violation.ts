/** One broken rule of the repository. */
export type Violation = {
  /** Relative to the root. */
  readonly path: string;
  readonly line?: number;
  /** What is wrong, and the remedy. */
  readonly message: string;
};
