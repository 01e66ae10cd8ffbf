/** How the programs of an app are wrapped, so that they leave records of themselves. */
export type WrapperPlan = {
  /** POSIX `sh`. Its arguments: see `wrapper-script.ts`. */
  readonly script: string;
  /** Absolute path of the folder of this submission, which all nodes share. */
  readonly directory: string;
  /** Absolute path of the folder in which the program starts. */
  readonly workingDirectory: string;
};
