import { UsageError } from "../usage-error.ts";

/** What the arguments of a command name: trials by their indices, and one experiment file. */
export type TrialsAndFile = { readonly trials: readonly number[]; readonly file?: string };

/**
 * Tells trials from the experiment file by their form, so that they may come in any order: whole
 * numbers are trials.
 */
export function trialsAndFile(args: readonly string[]): TrialsAndFile {
  const trials = args.filter(isIndex).map(Number);
  const [file, ...others] = args.filter((text) => !isIndex(text));
  if (others.length > 0) {
    throw new UsageError(
      `"${file}" and "${others[0]}" are both no trials; give numbers of trials and one experiment file.`,
    );
  }
  return { trials: [...new Set(trials)], ...(file !== undefined && { file }) };
}

function isIndex(text: string): boolean {
  return /^\d+$/.test(text);
}
