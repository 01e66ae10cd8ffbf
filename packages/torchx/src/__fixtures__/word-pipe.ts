import { closeSync, constants, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";

/** Two named pipes between a test and the programs it has started, so that nobody waits for a clock. */
export class WordPipe implements AsyncDisposable {
  readonly #files: readonly [gate: number, said: number];
  readonly #words: AsyncIterator<string>;
  readonly #stop: () => void;

  private constructor(gate: number, said: number, words: AsyncIterator<string>, stop: () => void) {
    this.#files = [gate, said];
    this.#words = words;
    this.#stop = stop;
  }

  static async in(directory: string): Promise<WordPipe> {
    const [gate, said] = [join(directory, "gate"), join(directory, "said")];
    await execa("mkfifo", [gate, said]);
    // Both ends are open here: nobody waits for the other side, or sees its end.
    const files = [openSync(gate, constants.O_RDWR), openSync(said, constants.O_RDWR)] as const;
    const reader = execa("cat", [said], { reject: false, buffer: false, stdin: "ignore" });
    const words = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
    return new WordPipe(...files, words, () => reader.kill());
  }

  /** Shell that says a word to the test; by default the id of its process. */
  static say(directory: string, word = "$$"): string {
    return `echo "${word}" >'${join(directory, "said")}'`;
  }

  /** Shell that waits until the test opens. */
  static wait(directory: string): string {
    return `read -r word <'${join(directory, "gate")}'`;
  }

  /** The next word that a program has said. */
  async heard(): Promise<string> {
    const { value } = await this.#words.next();
    return String(value);
  }

  /** Lets one program go on. */
  open(): void {
    writeSync(this.#files[0], "go\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    for (const file of this.#files) closeSync(file);
  }
}
