import { parseJobId } from "./parse-job-id.ts";
import { parseTimeMs } from "./parse-time-ms.ts";
import type { SlurmRow } from "./slurm-row.ts";

/** The format of {@link parseSqueue}. The name is last: it may hold anything. */
export const squeueFormat = "%i|%T|%S|%e|%r|%j";

/** Reads what `squeue -h -o` prints in {@link squeueFormat}; lines of another form are left out. */
export function parseSqueue(text: string): readonly SlurmRow[] {
  return text.split("\n").flatMap((line) => {
    const [id, state, start, end, reason, ...name] = line.trimEnd().split("|");
    const job = parseJobId(id);
    if (job === undefined || !state || name.length === 0) return [];
    return [
      {
        ...job,
        state,
        name: name.join("|"),
        ...parseTimeMs("startedAtMs", start),
        ...parseTimeMs("finishedAtMs", end),
        ...(!reason || reason === "None" ? {} : { reason }),
      },
    ];
  });
}
