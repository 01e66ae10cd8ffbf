import { parseJobId } from "./parse-job-id.ts";
import { parseTimeMs } from "./parse-time-ms.ts";
import type { SlurmRow } from "./slurm-row.ts";

/** The fields of {@link parseSacct}. The name is last: it may hold anything. */
export const sacctFields = "JobID,State,ExitCode,Start,End,JobName";

/** Reads what `sacct -X -n -P -o` prints of {@link sacctFields}; lines of another form are left out. */
export function parseSacct(text: string): readonly SlurmRow[] {
  return text.split("\n").flatMap((line) => {
    const [id, state, exit, start, end, ...name] = line.trimEnd().split("|");
    const job = parseJobId(id);
    if (job === undefined || !state || name.length === 0) return [];
    const [, exitCode, exitSignal] = /^(\d{1,9}):(\d{1,9})$/.exec(exit ?? "") ?? [];
    return [
      {
        ...job,
        state,
        name: name.join("|"),
        ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
        ...(exitSignal === undefined || exitSignal === "0"
          ? {}
          : { exitSignal: Number(exitSignal) }),
        ...parseTimeMs("startedAtMs", start),
        ...parseTimeMs("finishedAtMs", end),
      },
    ];
  });
}
