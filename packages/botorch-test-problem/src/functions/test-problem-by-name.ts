import { badOption } from "./bad-option.ts";
import { FormulaProblem } from "./formula-problem.ts";
import { formulas } from "./formulas.ts";
import type { TestProblemName, TestProblemOptions } from "./test-problem-options.ts";
import type { TestProblem } from "./test-problem.ts";

/** Options of a function may be left out, unless one of them is required. */
type OptionsArgument<O> = Partial<O> extends O ? [options?: O] : [options: O];

const commonOptions = ["negate", "noiseStd", "constraintNoiseStd", "random"];

/**
 * One of BoTorch's test functions, by its name there.
 *
 * @param rest the options; see {@link TestProblemOptions}
 * @throws {RangeError} for a name or an option that there is not, or that the function is not
 *   defined for
 */
export function testProblem<N extends TestProblemName>(
  name: N,
  ...rest: OptionsArgument<TestProblemOptions[N]>
): TestProblem {
  if (!Object.hasOwn(formulas, name)) {
    throw new RangeError(
      `There is no test problem ${JSON.stringify(name)}; testProblemNames lists those there are.`,
    );
  }
  const { formula, optionNames } = formulas[name];
  const known: readonly string[] = [...optionNames, ...commonOptions];
  const given: unknown = rest[0] ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    throw badOption(name, "options", given, `an object with some of ${known.join(", ")}`);
  }
  const options = given as TestProblemOptions[N];
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) {
      throw new RangeError(`${name} has no option ${option}; its options are ${known.join(", ")}.`);
    }
  }
  return new FormulaProblem(name, formula(options), options);
}
