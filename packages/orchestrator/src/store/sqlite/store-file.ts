import { statSync } from "node:fs";
import { RunnerError, type JsonValue } from "@runners/core";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { damagedStore } from "./damaged-store.ts";
import { storeError } from "./store-error.ts";

/** A row of a table or view, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** The open file of a store: statements, and transactions that are whole or not at all. */
export class StoreFile {
  readonly path: string;
  readonly #database: DatabaseSync;
  readonly #begin: string;
  readonly #place: Place | undefined;
  readonly #statements = new Map<string, StatementSync>();

  /** @param options.begin how a transaction that writes begins */
  constructor(database: DatabaseSync, options: { readonly path: string; readonly begin: string }) {
    this.#database = database;
    this.path = options.path;
    this.#begin = options.begin;
    this.#place = placeOf(options.path);
  }

  /**
   * Reads, all of it from one state of the file.
   * @throws {RunnerError} `STORE`
   */
  read<T>(body: () => T): T {
    return this.#transaction("read", "BEGIN", body);
  }

  /**
   * Writes: all of it, durably, or, when it throws, nothing.
   * @throws {RunnerError} `STORE`, or what `body` throws
   */
  write<T>(body: () => T): T {
    this.#checkPlace();
    return this.#transaction("written", this.#begin, body);
  }

  /** All rows of a query. */
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#prepare(sql).all(...values);
  }

  /** The first row of a query. */
  one(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values);
  }

  /** Runs a statement that changes something. */
  execute(sql: string, ...values: readonly SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  /**
   * What a body of JSON says.
   * @throws {RunnerError} `STORE` where it is none
   */
  parse(what: string, body: unknown): JsonValue {
    try {
      return JSON.parse(String(body)) as JsonValue;
    } catch (cause) {
      throw damagedStore(this.path, `${what} is not JSON`, cause);
    }
  }

  /**
   * Looks for damage all through the file.
   * @throws {RunnerError} `STORE` where there is some
   */
  check(): void {
    const verdict = this.#guard("read", () => this.one("PRAGMA quick_check(1)"));
    const found = verdict?.["quick_check"];
    if (found !== "ok") throw damagedStore(this.path, String(found).replaceAll(/\s+/g, " "));
  }

  close(): void {
    this.#guard("closed", () => {
      if (this.#database.isOpen) this.#database.close();
    });
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  #transaction<T>(deed: "read" | "written", begin: string, body: () => T): T {
    if (!this.#database.isOpen) {
      throw new RunnerError("STORE", `The store ${this.path} is closed; open it anew.`);
    }
    return this.#guard(deed, () => {
      this.#prepare(begin).run();
      try {
        const result = body();
        this.#prepare("COMMIT").run();
        return result;
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
  }

  #rollBack(): void {
    try {
      // Of some errors SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.#prepare("ROLLBACK").run();
    } catch {
      // What went wrong first is what is to be told.
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(deed: Parameters<typeof storeError>[1], body: () => T): T {
    try {
      return body();
    } catch (error) {
      throw storeError(this.path, deed, error);
    }
  }

  /** A file that was removed could be written to for as long as it is open, and all would be lost. */
  #checkPlace(): void {
    const now = placeOf(this.path);
    if (now !== undefined && now.file === this.#place?.file && now.device === this.#place.device) {
      return;
    }
    throw new RunnerError(
      "STORE",
      `The store ${this.path} was removed or replaced while it was open, so nothing is written to it. Put it back, or begin anew.`,
    );
  }
}

type Place = { readonly file: bigint; readonly device: bigint };

function placeOf(path: string): Place | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && { file: found.ino, device: found.dev };
}
