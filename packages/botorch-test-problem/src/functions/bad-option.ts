/** The error for an option that cannot be used. */
export function badOption(
  problem: string,
  option: string,
  value: unknown,
  expected: string,
): RangeError {
  return new RangeError(`${problem}: ${option} is ${show(value)}; give ${expected}.`);
}

function show(value: unknown): string {
  // JSON has neither NaN nor these.
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  const json: string | undefined = JSON.stringify(value);
  return json ?? typeof value;
}
