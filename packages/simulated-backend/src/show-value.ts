import { inspect } from "node:util";

/** A value as a message shows it: on one line, and not much of it. */
export function showValue(value: unknown): string {
  const text =
    typeof value === "string"
      ? JSON.stringify(value)
      : inspect(value, { breakLength: Infinity, compact: true, depth: 1, maxArrayLength: 6 });
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
