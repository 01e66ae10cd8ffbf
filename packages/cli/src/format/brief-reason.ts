import { plain } from "./plain.ts";

/** A line that says what was thrown, as Python and Node write it. */
const thrown = /^(?:[\w.]+\.)?\w*(?:Error|Exception|Interrupt|Exit)(?: \[\w+\])?(?::|$)/;

/**
 * Why a trial has ended, on one line. Of the last lines that its program printed only one is kept: what
 * was thrown, else the last.
 */
export function briefReason(reason: string): string {
  const [first = "", ...said] = reason.split("\n").filter((line) => line.trim() !== "");
  const telling = said.findLast((line) => thrown.test(line)) ?? said.at(-1);
  return telling === undefined
    ? plain(first)
    : `${plain(first).replace(/:$/, "")}: ${plain(telling)}`;
}
