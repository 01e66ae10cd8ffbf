import { inspect } from "node:util";

/** A value as a message shows it: on one line, and not much of it. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(clipped(value));
  return clipped(
    inspect(value, {
      breakLength: Infinity,
      compact: true,
      depth: 1,
      maxArrayLength: 6,
      maxStringLength: 60,
    }),
  );
}

function clipped(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}
