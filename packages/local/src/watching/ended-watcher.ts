import { watch, type FSWatcher } from "node:fs";
import { makeDirectory } from "../make-directory.ts";

/** Called with the name of the attempt that has ended; undefined where it is not known which. */
export type EndedListener = (submissionKey: string | undefined) => void;

/** Watches the directory in which a file appears for each attempt that has ended. */
export class EndedWatcher {
  readonly #directory: string;
  readonly #listeners = new Set<EndedListener>();
  #watcher: FSWatcher | undefined;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Whether listeners are told; if not, look now and then. */
  get watching(): boolean {
    return this.#watcher !== undefined;
  }

  /** Returns what ends it. Whoever looks at the attempts after this misses no end. */
  async subscribe(listener: EndedListener): Promise<() => void> {
    this.#listeners.add(listener);
    if (this.#watcher === undefined) await this.#start();
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  async #start(): Promise<void> {
    try {
      await makeDirectory(this.#directory);
      if (this.#watcher !== undefined) return;
      const watcher = watch(this.#directory, { persistent: false }, (_, name) => {
        for (const listener of this.#listeners) listener(name ?? undefined);
      });
      watcher.on("error", () => {
        if (this.#watcher === watcher) this.close();
      });
      this.#watcher = watcher;
    } catch {
      // The system watches no more files, or cannot watch this one: its listeners look themselves.
    }
  }
}
