import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ExitRecords } from "./exit-records.ts";
import { ifPresent } from "./if-present.ts";
import { readClaim } from "./read-claim.ts";
import { submissionFiles } from "./submission-files.ts";

/** Reads what the wrappers of a job have written to the directory of its submission. */
export async function readExitRecords(
  directory: string,
  jobId: string,
  roles: readonly { readonly name: string; readonly replicas: number }[],
): Promise<ExitRecords> {
  const folder = submissionFiles(directory).records;
  const [owner, names] = await Promise.all([readClaim(directory), ifPresent(readdir(folder))]);
  const records = (names ?? []).flatMap(parseName);
  const restart = Math.max(0, ...records.map((record) => record.restart));
  const codes = new Map<string, number>();
  for (const record of records) {
    if (!record.ended || record.restart !== restart) continue;
    const code = parseEnd(await ifPresent(readFile(join(folder, record.file), "utf8")), jobId);
    if (code !== undefined) codes.set(record.replica, code);
  }
  const replicas = roles.flatMap(({ name, replicas: count }) =>
    Array.from({ length: count }, (_, index) => `${name}.${index}`),
  );
  return {
    owner,
    codes,
    complete: replicas.length > 0 && replicas.every((replica) => codes.has(replica)),
  };
}

function parseName(file: string): readonly {
  readonly file: string;
  readonly replica: string;
  readonly restart: number;
  readonly ended: boolean;
}[] {
  const [, replica, restart, what] = /^([^.].*\.\d+)\.(\d+)\.(started|ended)$/.exec(file) ?? [];
  if (replica === undefined) return [];
  return [{ file, replica, restart: Number(restart), ended: what === "ended" }];
}

/** The exit code in the text of a record, if it is one of this job. */
function parseEnd(text: string | undefined, jobId: string): number | undefined {
  try {
    const record = JSON.parse(text ?? "null") as { job?: unknown; code?: unknown } | null;
    const { code } = record ?? {};
    return record?.job === jobId && typeof code === "number" && Number.isSafeInteger(code)
      ? code
      : undefined;
  } catch {
    return undefined;
  }
}
