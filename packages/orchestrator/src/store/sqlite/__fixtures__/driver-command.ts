import type { FileSystemType } from "../file-system-type.ts";

/** What a driver process is told to do. */
export type Command =
  | {
      readonly type: "open";
      readonly path: string;
      readonly fileSystemType?: FileSystemType;
    }
  | { readonly type: "acquire" | "close" }
  | { readonly type: "append"; readonly from: number; readonly count: number }
  | { readonly type: "append-on-and-on"; readonly size: number };

/** What it says. */
export type Reply =
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly code: string; readonly message: string }
  | { readonly type: "appended"; readonly events: number };
