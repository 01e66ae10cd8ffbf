import { rm } from "node:fs/promises";
import { join } from "node:path";
import { makeDirectory } from "../make-directory.ts";
import { namesIn } from "../names-in.ts";
import { readIfPresent } from "../read-if-present.ts";
import { writeFileOnce } from "../write-file-once.ts";

/**
 * Who has which GPU of a directory: one file for each time that a GPU was taken, with the attempt's
 * key and a number that grows. The highest number counts; a lease ends with what it was taken for,
 * and is never removed before a higher one is there. So no two can take a GPU from the same ended
 * attempt: they would have to create the same file.
 */
export class GpuLeases {
  readonly #directory: string;
  readonly #gpus: readonly string[];
  readonly #lives: (lease: string) => Promise<boolean>;
  #lastTake: Promise<unknown> = Promise.resolve();

  /** @param lives whether a lease with this text still holds */
  constructor(
    directory: string,
    gpus: readonly string[],
    lives: (lease: string) => Promise<boolean>,
  ) {
    this.#directory = directory;
    this.#gpus = gpus;
    this.#lives = lives;
  }

  /** How many GPUs nobody has. */
  async free(): Promise<number> {
    const taken = await Promise.all(
      this.#gpus.map(async (gpu) => this.#isTaken(gpu, await this.#numbers(gpu))),
    );
    return taken.filter((isTaken) => !isTaken).length;
  }

  /** Takes so many GPUs; undefined, and none taken, where so many are not free. */
  async take(count: number, lease: string): Promise<GpuLease | undefined> {
    // One after another, or two would take half of what they need each.
    const taking = this.#lastTake.then(() => this.#take(count, lease));
    this.#lastTake = taking.catch(() => undefined);
    return taking;
  }

  async #take(count: number, lease: string): Promise<GpuLease | undefined> {
    await makeDirectory(this.#directory);
    const taken: Taken[] = [];
    const release = async (): Promise<void> => {
      await Promise.all(taken.map(({ path }) => rm(path, { force: true })));
    };
    for (const gpu of this.#gpus) {
      if (taken.length === count) break;
      const one = await this.#takeOne(gpu, lease);
      if (one !== undefined) taken.push(one);
    }
    if (taken.length === count) return { gpus: taken.map(({ gpu }) => gpu), release };
    await release();
    return undefined;
  }

  async #takeOne(gpu: string, lease: string): Promise<Taken | undefined> {
    const before = await this.#numbers(gpu);
    if (await this.#isTaken(gpu, before)) return undefined;
    const number = (before.at(-1) ?? 0) + 1;
    const path = this.#path(gpu, number);
    if (!(await writeFileOnce(path, lease))) return undefined;
    const after = await this.#numbers(gpu);
    if (after.at(-1) !== number) {
      // It was taken, freed and taken again since it was looked at, and that file tidied away.
      await rm(path, { force: true });
      return undefined;
    }
    for (const old of after.slice(0, -1)) await rm(this.#path(gpu, old), { force: true });
    return { gpu, path };
  }

  async #isTaken(gpu: string, numbers: readonly number[]): Promise<boolean> {
    const last = numbers.at(-1);
    if (last === undefined) return false;
    const lease = await readIfPresent(this.#path(gpu, last));
    return lease !== undefined && this.#lives(lease);
  }

  /** The numbers of a GPU's leases, the highest last. */
  async #numbers(gpu: string): Promise<readonly number[]> {
    const prefix = `${encodeURIComponent(gpu)}.`;
    return (await namesIn(this.#directory))
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((rest) => /^\d+$/.test(rest))
      .map(Number)
      .toSorted((a, b) => a - b);
  }

  #path(gpu: string, number: number): string {
    return join(this.#directory, `${encodeURIComponent(gpu)}.${number}`);
  }
}

type Taken = { readonly gpu: string; readonly path: string };

/** GPUs that were taken; to be released where nothing was started with them. */
export type GpuLease = { readonly gpus: readonly string[]; release(): Promise<void> };
