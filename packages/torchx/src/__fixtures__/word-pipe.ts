import { closeSync, constants, openSync, writeSync } from "node:fs";

/**
 * A named pipe at which programs wait, or will. Open for both ways, it waits for no reader and keeps
 * a word until one comes; so it has to stay open until the last one has.
 */
export class WordPipe implements Disposable {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDWR);
  }

  /** Lets one program go on. */
  open(): void {
    writeSync(this.#file, "go\n");
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}
