import type { Arm, BaseTrial, JsonObject, Parameterization } from "@runners/core";
import { checkCandidate, Experiment, type ExperimentDefinition } from "@runners/orchestrator";
import { showPairs } from "../format/show-pairs.ts";
import { loadExperiment } from "../load/load-experiment.ts";

export type DryRunOptions = {
  readonly json?: boolean;
  /** How many trials to show, unless there are fewer. */
  readonly limit: number;
} & Pick<ExperimentDefinition, "totalTrials" | "maxPendingTrials">;

/** Shows what `run` would submit, and starts nothing. Returns the exit code. */
export async function dryRun(path: string, options: DryRunOptions): Promise<number> {
  const { json, limit, ...overrides } = options;
  const definition = await loadExperiment(path, overrides);
  const most = Math.min(limit, definition.totalTrials ?? Infinity);
  let shown = 0;
  await using _ = { [Symbol.asyncDispose]: async () => definition.runner[Symbol.asyncDispose]?.() };
  for await (const trial of trialsOf(definition, most)) {
    const plan = await definition.runner.planRun?.(trial);
    process.stdout.write(json === true ? asJson(trial, plan) : asText(trial, plan));
    shown += 1;
  }
  const all = definition.totalTrials ?? Infinity;
  if (json !== true && shown === most && all > shown) {
    const more = all === Infinity ? "more" : `${all - shown} more`;
    process.stdout.write(`… ${more} (--limit shows more of them)\n`);
  }
  return 0;
}

async function* trialsOf(
  definition: ExperimentDefinition,
  most: number,
): AsyncGenerator<BaseTrial> {
  const { candidates, parameters, name } = definition;
  const experiment = new Experiment(definition);
  const source = typeof candidates === "function" ? candidates(parameters, experiment) : candidates;
  let index = 0;
  if (most === 0) return;
  for await (const candidate of source) {
    const [first, ...rest] = checkCandidate(parameters, candidate);
    const view = {
      index,
      attempt: 0,
      status: "CANDIDATE",
      runMetadata: {},
      experiment: { name, runningTrialIndices: [] },
    } as const;
    const arm = (values: Parameterization, i: number): Arm => {
      return { name: `${index}_${i}`, parameters: values };
    };
    yield Array.isArray(candidate)
      ? { ...view, kind: "batch", arms: [arm(first, 0), ...rest.map((one, i) => arm(one, i + 1))] }
      : { ...view, kind: "trial", arms: [arm(first, 0)] };
    index += 1;
    if (index >= most) return;
  }
}

function asJson({ index, kind, arms }: BaseTrial, plan: JsonObject | undefined): string {
  return `${JSON.stringify({ index, kind, arms, ...(plan && { plan }) })}\n`;
}

function asText({ index, arms }: BaseTrial, plan: JsonObject | undefined): string {
  const lines = arms.map(({ parameters }) => showPairs(parameters));
  const planned = Object.entries(plan ?? {}).map(
    ([key, value]) => `${key}: ${JSON.stringify(value)}`,
  );
  return `trial ${index}  ${[...lines, ...planned].join("\n    ")}\n`;
}
