/** A value, short enough for a message. */
export function show(value: unknown): string {
  const text =
    typeof value === "string" ||
    Array.isArray(value) ||
    (typeof value === "object" && value !== null)
      ? jsonOf(value)
      : Object.is(value, -0)
        ? "-0"
        : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    // It holds itself, or what JSON has no word for.
    return "an object that is no JSON";
  }
}
