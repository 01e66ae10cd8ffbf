import { dirname, resolve } from "node:path";
import { showExactly } from "../format/show-pairs.ts";
import type { Place } from "./locate.ts";
import { storePath } from "./store-path.ts";

/**
 * The command that goes on with the experiment. It is to be given where the experiment was begun,
 * since the relative paths of a runner are those of that folder; so its own are absolute, but for an
 * experiment file of this folder.
 */
export function runCommand({ source, store }: Place): string {
  if (source === undefined) return `runners run <file> --store ${showExactly(store)}`;
  const { file, definition } = source;
  const whole = resolve(file);
  const shown = dirname(whole) === process.cwd() ? file : whole;
  const usual = storePath(file, definition.name, undefined);
  const words = [shown, ...(store === usual ? [] : ["--store", store])];
  return `runners run ${words.map(showExactly).join(" ")}`;
}
