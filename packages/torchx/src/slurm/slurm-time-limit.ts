const minuteMs = 60_000;

/**
 * Slurm's `time` for a trial that may run for `timeLimitMs`: whole minutes, which is how Slurm
 * counts, rounded up. A shorter `time` of the user's wins, as does one that cannot be read: Slurm
 * says what is wrong with it. Undefined: no limit.
 */
export function slurmTimeLimit(
  timeLimitMs: number | undefined,
  ofUser: string | undefined,
): string | undefined {
  if (timeLimitMs === undefined) return ofUser;
  const ofUserMs = ofUser === undefined ? Infinity : parseTimeLimitMs(ofUser.trim());
  if (ofUserMs === undefined || ofUserMs <= timeLimitMs) return ofUser;
  return String(Math.max(1, Math.ceil(timeLimitMs / minuteMs)));
}

/**
 * Reads `minutes`, `minutes:seconds`, `hours:minutes:seconds`, `days-hours`, `days-hours:minutes`,
 * `days-hours:minutes:seconds`, and the words for no limit.
 */
function parseTimeLimitMs(text: string): number | undefined {
  if (/^(?:unlimited|infinite|-1|0)$/i.test(text)) return Infinity;
  const [, days, rest = ""] = /^(?:(\d+)-)?(\d+(?::\d+){0,2})$/.exec(text) ?? [];
  if (rest === "") return undefined;
  const [first = 0, second = 0, third = 0] = rest.split(":").map(Number);
  const parts = rest.split(":").length;
  const [hours, minutes, seconds] =
    days !== undefined || parts === 3 ? [first, second, third] : [0, first, second];
  return ((Number(days ?? 0) * 24 + hours) * 60 + minutes) * minuteMs + seconds * 1_000;
}
