import { readFile, readdir, stat } from "node:fs/promises";
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
  const started = new Set<string>();
  const startsMs: number[] = [];
  const endsMs: number[] = [];
  for (const record of records) {
    if (record.restart !== restart) continue;
    const path = join(folder, record.file);
    const [text, file] = await Promise.all([
      ifPresent(readFile(path, "utf8")),
      ifPresent(stat(path)),
    ]);
    const { job, code } = parseRecord(text);
    if (job !== jobId || file === undefined) continue;
    if (!record.ended) {
      startsMs.push(file.mtimeMs);
      started.add(record.replica);
    } else if (typeof code === "number" && Number.isSafeInteger(code)) {
      codes.set(record.replica, code);
      endsMs.push(file.mtimeMs);
    }
  }
  const replicas = roles.flatMap(({ name, replicas: count }) =>
    Array.from({ length: count }, (_, index) => `${name}.${index}`),
  );
  // Of an app that TorchX has built more may have begun than is known of.
  const awaited = [...replicas, ...started];
  const complete = replicas.length > 0 && awaited.every((replica) => codes.has(replica));
  return {
    owner,
    codes,
    complete,
    ...(startsMs.length > 0 && { startedAtMs: Math.floor(Math.min(...startsMs)) }),
    ...(complete && { finishedAtMs: Math.floor(Math.max(...endsMs)) }),
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

/** Empty where it is not one. */
function parseRecord(text: string | undefined): {
  readonly job?: unknown;
  readonly code?: unknown;
} {
  try {
    const record: unknown = JSON.parse(text ?? "null");
    return typeof record === "object" && record !== null ? record : {};
  } catch {
    return {};
  }
}
