import { quote } from "shell-quote";
import { plain } from "./plain.ts";

/** A command as a person may paste it into a shell. */
export function showCommand(words: readonly string[]): string {
  return plain(quote(words));
}
