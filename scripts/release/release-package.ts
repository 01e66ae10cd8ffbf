/** A package that is published from here. */
export type ReleasePackage = {
  readonly name: string;
  readonly version: string;
  /** Absolute path. */
  readonly folder: string;
  /** Names of those of our packages that it needs at run time. */
  readonly needs: readonly string[];
};
