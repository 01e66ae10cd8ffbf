import { show } from "../show.ts";
import { textProblem } from "../text-problem.ts";

/** What is wrong with an app, gathered field by field; each in words that begin with the field. */
export class ProblemList {
  readonly #problems: string[] = [];

  get all(): readonly string[] {
    return this.#problems;
  }

  add(field: string, problem: string): void {
    this.#problems.push(`${field} ${problem}`);
  }

  /** A text that an argument could carry. Gives whether it is one. */
  text(field: string, value: unknown): value is string {
    const problem = typeof value === "string" ? textProblem(value) : notA(value, "a string");
    if (problem === undefined) return true;
    this.add(
      field,
      problem.replace(
        /^has a NUL.*/,
        "has a NUL character or a macro, which can be in args, env and metadata of a role only",
      ),
    );
    return false;
  }

  filledText(field: string, value: unknown): void {
    if (this.text(field, value) && value === "") this.add(field, "is empty");
  }

  whole(field: string, value: unknown, least: number): void {
    if (Number.isSafeInteger(value) && (value as number) >= least) return;
    this.add(field, notA(value, `a whole number from ${least}`));
  }

  oneOf(field: string, value: unknown, allowed: readonly string[]): void {
    if (typeof value === "string" && allowed.includes(value)) return;
    this.add(field, notA(value, `one of ${allowed.join(", ")}`));
  }

  /** The entries of an object; none, and a problem, where it is something else. */
  entries(field: string, value: unknown): readonly [string, unknown][] {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.entries(value);
    }
    this.add(field, notA(value, "an object"));
    return [];
  }

  /** The elements of an array; none, and a problem, where it is something else. */
  elements(field: string, value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value as unknown[];
    this.add(field, notA(value, "an array"));
    return [];
  }
}

function notA(value: unknown, wanted: string): string {
  return `is ${show(value)}; give ${wanted}`;
}
