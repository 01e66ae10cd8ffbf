/** A time span for people: `0.8 s`, `42 s`, `3:05` (minutes), `1:02:05` (hours). */
export function showDuration(ms: number): string {
  if (!(ms >= 0)) return "0.0 s";
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = pad(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${pad(minutes)}:${rest}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
