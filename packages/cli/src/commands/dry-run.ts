import { once } from "node:events";
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
  await using _ = { [Symbol.asyncDispose]: async () => definition.runner[Symbol.asyncDispose]?.() };
  const trials = trialsOf(definition, most);
  let shown = 0;
  for (;;) {
    const next = await unlessIdle(trials.next());
    if (next === "idle") return say(json, "… more, once trials have been run: the candidates wait");
    if (next.done === true) break;
    const plan = await definition.runner.planRun?.(next.value);
    process.stdout.write(json === true ? asJson(next.value, plan) : asText(next.value, plan));
    shown += 1;
  }
  const all = definition.totalTrials ?? Infinity;
  if (shown < most || all === shown) return 0;
  const more = all === Infinity ? "more" : `${all - shown} more`;
  return say(json, `… ${more} (--limit shows more of them)`);
}

function say(json: boolean | undefined, line: string): 0 {
  if (json !== true) process.stdout.write(`${line}\n`);
  return 0;
}

async function* trialsOf(
  definition: ExperimentDefinition,
  most: number,
): AsyncGenerator<BaseTrial, void> {
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

/** What the work gives; "idle" once it waits for what only a run would bring. */
async function unlessIdle<T>(work: Promise<T>): Promise<T | "idle"> {
  const over = new AbortController();
  const idle = once(process, "beforeExit", { signal: over.signal }).then(() => "idle" as const);
  try {
    return await Promise.race([work, idle]);
  } finally {
    idle.catch(() => undefined);
    over.abort();
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
