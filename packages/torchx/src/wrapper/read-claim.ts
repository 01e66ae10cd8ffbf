import { readFile } from "node:fs/promises";
import { ifPresent } from "./if-present.ts";
import { submissionFiles } from "./submission-files.ts";

/** The job that has claimed the submission of a directory; undefined: none yet. */
export async function readClaim(directory: string): Promise<string | undefined> {
  const claim = await ifPresent(readFile(submissionFiles(directory).claim, "utf8"));
  return claim?.trim() || undefined;
}
