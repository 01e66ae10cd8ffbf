import {
  testProblem,
  testProblemNames,
  type TestProblem,
  type TestProblemName,
} from "../src/functions/index.ts";

type Sizes = { readonly dim?: number; readonly numObjectives?: number };

const make = testProblem as (name: TestProblemName, options: object) => TestProblem;
const triedDims = Array.from({ length: 60 }, (_, i) => i + 1);
const triedObjectives = [2, 3, 4, 5, 6];

/** The table of all test functions for the README, in Markdown: what the functions say of themselves. */
export function readmeTable(): string {
  const head = ["function", "parameters", "objectives", "constraints", "published optimum"];
  const rows = testProblemNames.map((name) => {
    const dims = allowed(triedDims, (dim) => attempt(name, { dim }));
    const problem = attempt(name, {}) ?? make(name, { dim: dims[0] });
    const objectives = allowed(triedObjectives, (numObjectives) =>
      attempt(name, { numObjectives, ...(dims.length > 0 && { dim: Math.max(...dims) }) }),
    );
    return [
      `\`${name}\``,
      attempt(name, {}) === undefined
        ? range(dims, triedDims)
        : withRange(problem.dim, dims, triedDims),
      withRange(problem.numObjectives, objectives, triedObjectives),
      String(problem.numConstraints),
      problem.numObjectives > 1
        ? hypervolume(problem, objectives.length > 1 && name.startsWith("DTLZ"))
        : optimum(
            problem,
            dims.flatMap((dim) => attempt(name, { dim }) ?? []),
          ),
    ];
  });
  return [line(head), line(head.map(() => "-")), ...rows.map(line)].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function attempt(name: TestProblemName, sizes: Sizes): TestProblem | undefined {
  try {
    return make(name, sizes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function allowed(
  tried: readonly number[],
  attemptSize: (size: number) => TestProblem | undefined,
): readonly number[] {
  return tried.filter((size) => attemptSize(size) !== undefined);
}

function withRange(usual: number, sizes: readonly number[], tried: readonly number[]): string {
  return sizes.length < 2 ? String(usual) : `${usual}; ${range(sizes, tried)}`;
}

/** The sizes in words; all that were tried from some on stand for any. */
function range(sizes: readonly number[], tried: readonly number[]): string {
  const first = sizes[0] ?? NaN;
  const from = tried.filter((size) => size >= first);
  const even = from.filter((size) => size % 2 === 0);
  const listed = sizes.join(", ");
  if (listed === from.join(", ")) return `any from ${first}`;
  return listed === even.join(", ") ? `any even from ${first}` : listed;
}

function optimum(problem: TestProblem, sizes: readonly TestProblem[]): string {
  const goal = problem.isMinimizationProblem === true ? "" : "maximum ";
  const known = sizes.filter(({ optimalValue }) => optimalValue !== undefined);
  const values = new Set(known.map(({ optimalValue }) => optimalValue));
  if (values.size > 10)
    return `${goal}${problem.optimalValue} for ${problem.dim}, changes with \`dim\``;
  if (values.size > 1 || (known.length > 0 && known.length < sizes.length)) {
    return `${goal}${known.map(({ dim, optimalValue }) => `${optimalValue} for ${dim}`).join("; ")}`;
  }
  return problem.optimalValue === undefined ? "none" : `${goal}${problem.optimalValue}`;
}

function hypervolume({ maxHv, refPoint }: TestProblem, changes: boolean): string {
  const reference = `reference (${refPoint?.join(", ")})`;
  if (maxHv === undefined) return reference;
  return `hypervolume ${maxHv}${changes ? ", changes with `numObjectives`" : ""}, ${reference}`;
}
