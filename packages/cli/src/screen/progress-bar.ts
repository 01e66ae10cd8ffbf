/** A bar of `width` columns, filled by the share `done` of 1. */
export function progressBar(done: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, done)) * width);
  return "█".repeat(filled) + "░".repeat(Math.max(0, width - filled));
}
