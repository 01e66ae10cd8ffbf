/** The first moment in milliseconds that, read back in seconds, is not before `seconds`. */
export function millisecondsNotBefore(seconds: number): number {
  let ms = seconds * 1000;
  // The product may have been rounded down; what is due then would seem to lie ahead still.
  while (ms / 1000 < seconds) ms += Math.max(Math.abs(ms) * Number.EPSILON, Number.MIN_VALUE);
  return ms;
}
