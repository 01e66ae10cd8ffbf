/** Where {@link ListedItems} come from. */
export interface Lists {
  /** Asks for the next list, once: it is given to the {@link Listener}, now or later. */
  next(): void;
  /** No more will be asked for. */
  end(): void;
}

/** Who is given what was asked for. */
export interface Listener<T> {
  /** At least one item; undefined: there are no more. */
  readonly listed: (items: readonly T[] | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * An async generator of the items of lists. One that is at hand costs one promise; to `yield` it would
 * cost several.
 */
export class ListedItems<T> implements AsyncGenerator<T, void, void> {
  readonly #begin: (listener: Listener<T>) => Lists;
  #lists: Lists | undefined;
  #items: readonly T[] = [];
  #taken = 0;
  #over = false;
  /** Who waits for the next list. Whoever asks meanwhile waits for their turn. */
  #taker: Taker<T> | undefined;
  readonly #requests: (() => void)[] = [];

  readonly #listener: Listener<T> = {
    listed: (items) => {
      const taker = this.#taker;
      this.#taker = undefined;
      if (items === undefined) this.#end();
      else [this.#items, this.#taken] = [items, 0];
      taker?.resolve(items === undefined ? done() : this.#nextItem());
      this.#goOn();
    },
    failed: (error) => {
      const taker = this.#taker;
      this.#taker = undefined;
      this.#end();
      taker?.reject(error);
      this.#goOn();
    },
  };

  /** @param begin called at the first step; what it throws, that step throws */
  constructor(begin: (listener: Listener<T>) => Lists) {
    this.#begin = begin;
  }

  next(): Promise<IteratorResult<T, void>> {
    if (this.#taker !== undefined) return this.#inTurn(() => this.next());
    if (this.#taken < this.#items.length) return Promise.resolve(this.#nextItem());
    if (this.#over) return Promise.resolve(done());
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
      this.#ask();
    });
  }

  return(): Promise<IteratorResult<T, void>> {
    if (this.#taker !== undefined) return this.#inTurn(() => this.return());
    this.#end();
    return Promise.resolve(done());
  }

  throw(error: unknown): Promise<IteratorResult<T, void>> {
    if (this.#taker !== undefined) return this.#inTurn(() => this.throw(error));
    this.#end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #ask(): void {
    try {
      this.#lists ??= this.#begin(this.#listener);
      this.#lists.next();
    } catch (error) {
      this.#listener.failed(error);
    }
  }

  #nextItem(): IteratorResult<T, void> {
    return { done: false, value: this.#items[this.#taken++] as T };
  }

  #end(): void {
    if (this.#over) return;
    // First of all: whoever is called by what ends may ask for more.
    this.#over = true;
    this.#items = [];
    this.#taken = 0;
    this.#lists?.end();
  }

  #inTurn(request: () => Promise<IteratorResult<T, void>>): Promise<IteratorResult<T, void>> {
    return new Promise((resolve) => {
      this.#requests.push(() => resolve(request()));
    });
  }

  /** Lets those who have asked meanwhile have their turns. */
  #goOn(): void {
    while (this.#taker === undefined) {
      const request = this.#requests.shift();
      if (request === undefined) return;
      request();
    }
  }
}

function done(): IteratorReturnResult<void> {
  return { done: true, value: undefined };
}

type Taker<T> = {
  readonly resolve: (result: IteratorResult<T, void>) => void;
  readonly reject: (error: unknown) => void;
};
