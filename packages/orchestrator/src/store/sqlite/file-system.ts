import type { FileSystemType } from "./file-system-type.ts";

/** The file system that a store lies on. */
export type FileSystem = {
  readonly type: FileSystemType;
  /** What the system calls it, for people; left out where it was not asked. */
  readonly name?: string;
};
