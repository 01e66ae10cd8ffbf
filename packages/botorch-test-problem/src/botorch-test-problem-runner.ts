import {
  checkOptions,
  RunnerError,
  systemClock,
  type BaseTrial,
  type CallOptions,
  type Clock,
  type PolledStatuses,
  type RunMetadata,
  type Runner,
  type RunOptions,
  type TrialResults,
} from "@runners/core";
import type { BotorchTestProblemRunnerJson } from "./botorch-test-problem-runner-json.ts";
import { botorchTestProblemRunnerOptionRules } from "./botorch-test-problem-runner-option-rules.ts";
import type { BotorchTestProblemRunnerOptions } from "./botorch-test-problem-runner-options.ts";
import { evaluateArms } from "./evaluate-arms.ts";
import type { Bounds, TestProblem } from "./functions/index.ts";
import { checkModifiedBounds } from "./check-modified-bounds.ts";
import { isBotorchProblem } from "./is-botorch-problem.ts";
import { namedTestProblem } from "./named-test-problem.ts";
import { observationsOf } from "./observations-of.ts";
import { readRunnerJson } from "./read-runner-json.ts";
import { toRunnerJson } from "./to-runner-json.ts";

/**
 * Evaluates a test function for every arm of a trial: at once, and in this process.
 *
 * The parameters of an arm are the coordinates of a point in the order that they have in the
 * object, whatever their names. `run` returns `{ Ys: { [armName]: [objectives…, slacks…] } }`, as
 * the problem's `evaluate` and `evaluateSlack` give them: with noise and sign. An arm without a
 * name is called `<trial>_<position>`.
 *
 * A trial has ended well by the time that `run` resolves, so a poll says `COMPLETED`. Its metadata
 * is all there is of it: any process that has a runner made alike can read its results. There is
 * nothing to stop.
 */
export class BotorchTestProblemRunner implements Runner {
  /** An evaluation whose result was lost has left nothing behind: run again, it is the only one. */
  readonly submissionGuarantee = "exact";
  readonly testProblem: TestProblem;
  readonly modifiedBounds: Bounds | undefined;
  readonly clock: Clock;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for a name, an option or bounds that cannot be */
  constructor(options: BotorchTestProblemRunnerOptions) {
    checkOptions("BotorchTestProblemRunner", options, botorchTestProblemRunnerOptionRules);
    const { testProblem, testProblemOptions, modifiedBounds, clock = systemClock } = options;
    if (typeof testProblem === "string") {
      this.testProblem = namedTestProblem(testProblem, testProblemOptions);
    } else {
      if (testProblemOptions !== undefined) {
        throw new RunnerError(
          "INVALID_ARGUMENT",
          `testProblemOptions go with the name of a problem, and ${testProblem.name} is made already; leave them out.`,
        );
      }
      this.testProblem = testProblem;
    }
    if (modifiedBounds !== undefined) checkModifiedBounds(modifiedBounds, this.testProblem);
    this.modifiedBounds = modifiedBounds;
    this.clock = clock;
  }

  /**
   * A runner that is configured as one that {@link BotorchTestProblemRunner.toJSON} was asked of.
   *
   * @param rest what JSON cannot keep: the clock, and where the noise comes from
   * @throws {RunnerError} `INVALID_ARGUMENT` for any other JSON
   */
  static fromJSON(
    json: unknown,
    rest: { readonly clock?: Clock; readonly random?: () => number } = {},
  ): BotorchTestProblemRunner {
    const { testProblem, testProblemOptions, modifiedBounds } = readRunnerJson(json);
    const { clock, random } = rest;
    return new BotorchTestProblemRunner({
      testProblem,
      testProblemOptions: { ...testProblemOptions, ...(random !== undefined && { random }) },
      ...(modifiedBounds !== undefined && { modifiedBounds }),
      ...(clock !== undefined && { clock }),
    });
  }

  /**
   * The configuration, but for the clock and the source of the noise.
   *
   * @throws {RunnerError} `UNSUPPORTED` for a problem that is not one of BoTorch's by name
   */
  toJSON(): BotorchTestProblemRunnerJson {
    return toRunnerJson(this.testProblem, this.modifiedBounds);
  }

  /**
   * Whether `other` is configured alike: the same problem with the same options, and the same
   * bounds. Problems that are not BoTorch's by name are alike only if they are one object.
   */
  equals(other: unknown): boolean {
    if (!(other instanceof BotorchTestProblemRunner)) return false;
    if (isBotorchProblem(this.testProblem) && isBotorchProblem(other.testProblem)) {
      // Options are always written in one order.
      return JSON.stringify(this) === JSON.stringify(other);
    }
    const sameBounds = JSON.stringify(this.modifiedBounds) === JSON.stringify(other.modifiedBounds);
    return this.testProblem === other.testProblem && sameBounds;
  }

  /** @throws {RunnerError} `INVALID_TRIAL` for an arm that is not a point of the problem */
  async run(trial: BaseTrial, options: RunOptions = {}): Promise<RunMetadata> {
    const { signal, notAfterMs } = options;
    signal?.throwIfAborted();
    if (notAfterMs !== undefined && this.clock.now() > notAfterMs) {
      const message = `Trial ${trial.index} was not to be started after ${notAfterMs} ms; submit it anew.`;
      throw new RunnerError("DEADLINE_PASSED", message, { trialIndex: trial.index });
    }
    return { Ys: evaluateArms(trial, this.testProblem, this.modifiedBounds) };
  }

  async pollTrialStatus(
    trials: Iterable<BaseTrial>,
    { signal }: CallOptions = {},
  ): Promise<PolledStatuses> {
    signal?.throwIfAborted();
    const indices = new Set(Array.from(trials, ({ index }) => index));
    return indices.size === 0 ? new Map() : new Map([["COMPLETED", indices]]);
  }

  /**
   * The objectives as `objective_0`, … and the slacks as `constraint_slack_0`, …, of each arm.
   * Their standard error is that of the noise: 0 without.
   *
   * @throws {RunnerError} `INVALID_METADATA` for metadata that `run` did not write for this trial
   */
  async fetchResults(trial: BaseTrial, { signal }: CallOptions = {}): Promise<TrialResults> {
    signal?.throwIfAborted();
    return { final: true, observations: observationsOf(trial, this.testProblem) };
  }
}
