import { showExactly } from "../format/show-pairs.ts";
import { showPath } from "../format/show-path.ts";
import type { Place } from "./locate.ts";

/** The command that goes on with the experiment. */
export function runCommand({ source, store }: Place): string {
  return source === undefined
    ? `runners run <file> --store ${showExactly(showPath(store))}`
    : `runners run ${showExactly(source.file)}`;
}
