import { watch, type FSWatcher } from "node:fs";

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
  subscribe(listener: EndedListener): () => void {
    this.#listeners.add(listener);
    if (this.#watcher === undefined) this.#start();
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #start(): void {
    try {
      const watcher = watch(this.#directory, { persistent: false }, (_, name) => {
        for (const listener of this.#listeners) listener(name ?? undefined);
      });
      watcher.on("error", () => {
        if (this.#watcher === watcher) this.close();
      });
      this.#watcher = watcher;
    } catch {
      // It is not there, or the system watches no more files: the listeners look themselves.
    }
  }
}
