import { showCommand } from "../format/show-command.ts";
import { showPath } from "../format/show-path.ts";
import type { Place } from "./locate.ts";
import { storePath } from "./store-path.ts";

/** The command that goes on with the experiment. */
export function runCommand({ source, store }: Place): string {
  if (source === undefined)
    return `runners run <file> ${showCommand(["--store", showPath(store)])}`;
  const { file, definition } = source;
  const isUsual = store === storePath(file, definition.name, undefined);
  const words = isUsual ? [] : ["--store", showPath(store)];
  return showCommand(["runners", "run", showPath(file), ...words]);
}
