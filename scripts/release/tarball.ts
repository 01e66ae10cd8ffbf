/** A package as it goes out, and the folder that it was unpacked in. */
export type Tarball = {
  readonly name: string;
  readonly version: string;
  /** Absolute path of the packed file. */
  readonly path: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Absolute path of the folder with its contents. */
  readonly contents: string;
  /** Paths within {@link contents}, sorted. */
  readonly files: readonly string[];
};
