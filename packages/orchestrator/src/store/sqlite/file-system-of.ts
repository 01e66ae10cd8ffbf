import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { detectFileSystem } from "./detect-file-system.ts";
import type { FileSystem } from "./file-system.ts";
import type { FileSystemType } from "./file-system-type.ts";

/** What an existing file lies on: of the type given, else what the system says. */
export function fileSystemOf(path: string, type: FileSystemType | undefined): FileSystem {
  return type === undefined ? detectFileSystem(dirname(realpathSync(path))) : { type };
}
