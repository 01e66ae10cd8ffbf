import type { Violation } from "./violation.ts";

/** Prints the violations, one a line, or that there are none; fails the process if there are any. */
export function report(rule: string, violations: readonly Violation[]): void {
  for (const { path, line, message } of violations) {
    console.log(line === undefined ? `${path}: ${message}` : `${path}:${line}: ${message}`);
  }
  console.log(`${rule}: ${violations.length === 0 ? "all well" : `${violations.length} broken`}`);
  if (violations.length > 0) process.exitCode = 1;
}
