/** The end of what a process printed, of bounded length. */
export class Tail {
  readonly #limit: number;
  #text = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    const joined = this.#text + text;
    this.#text = joined.length > this.#limit ? joined.slice(-this.#limit) : joined;
  }

  get text(): string {
    return this.#text;
  }
}
