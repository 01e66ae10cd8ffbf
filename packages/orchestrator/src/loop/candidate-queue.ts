import { RunnerError } from "@runners/core";
import type { Candidate, Candidates } from "../experiment-definition.ts";
import { isSequence } from "../is-sequence.ts";
import { showValue } from "../space/show-value.ts";

/** What a source has to say now: a candidate, that there are no more, or a promise of one of these. */
export type Pulled =
  | { readonly type: "candidate"; readonly candidate: Candidate }
  | { readonly type: "candidates-ended"; readonly error?: unknown };

/**
 * Candidates, taken one at a time. A sequence that is not asynchronous answers at once; of one that
 * is, at most one candidate is asked for at a time.
 */
export class CandidateQueue {
  readonly #next: () => Pulled | Promise<Pulled>;
  readonly #close: () => unknown;

  /** @throws {RunnerError} `INVALID_ARGUMENT` for what is no sequence: a function may have made it */
  constructor(candidates: Candidates) {
    if (!isSequence(candidates)) {
      const message = `The function candidates gave ${showValue(candidates)}; give a sequence of parameterizations, e.g. sobol(space).`;
      throw new RunnerError("INVALID_ARGUMENT", message);
    }
    if (Symbol.asyncIterator in candidates) {
      const iterator = candidates[Symbol.asyncIterator]();
      this.#next = () => iterator.next().then(pulled, failed);
      this.#close = () => iterator.return?.();
    } else {
      const iterator = candidates[Symbol.iterator]();
      this.#next = () => {
        try {
          return pulled(iterator.next());
        } catch (error) {
          return failed(error);
        }
      };
      this.#close = () => iterator.return?.();
    }
  }

  next(): Pulled | Promise<Pulled> {
    return this.#next();
  }

  /** Tells the source that no more is wanted; what it throws then is of no interest. */
  async close(): Promise<void> {
    try {
      await this.#close();
    } catch {
      // Nothing depends on it any more.
    }
  }
}

function pulled(result: IteratorResult<Candidate, unknown>): Pulled {
  return result.done === true
    ? { type: "candidates-ended" }
    : { type: "candidate", candidate: result.value };
}

function failed(error: unknown): Pulled {
  const message = error instanceof Error ? error.message : String(error);
  return {
    type: "candidates-ended",
    error: new RunnerError("INVALID_ARGUMENT", `The candidates failed: ${message}`, {
      cause: error,
    }),
  };
}
