import { RunnerError } from "@runners/core";
import { closest } from "fastest-levenshtein";
import { testProblem, testProblemNames, type TestProblem } from "./functions/index.ts";

/**
 * The test problem of this name, of which nothing is known to be right yet.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` for a name or an option that there is not; it names the
 *   nearest name that there is
 */
export function namedTestProblem(name: string, options: object = {}): TestProblem {
  const names: readonly string[] = testProblemNames;
  if (!names.includes(name)) {
    const message = `There is no test problem ${JSON.stringify(name)}; the nearest is ${JSON.stringify(nearest(name))}.`;
    throw new RunnerError("INVALID_ARGUMENT", message);
  }
  try {
    return (testProblem as (name: string, options: object) => TestProblem)(name, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RunnerError("INVALID_ARGUMENT", error.message, { cause: error });
  }
}

/** The known name that the fewest letters have to be changed for; case counts last. */
function nearest(name: string): string | undefined {
  const folded = new Map(testProblemNames.map((known) => [known.toLowerCase(), known]));
  return folded.get(closest(name.toLowerCase(), [...folded.keys()]));
}
