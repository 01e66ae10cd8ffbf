import type { JsonValue } from "@runners/core";
import type { ExperimentEvent } from "../../experiment/experiment-event.ts";
import { damagedStore } from "./damaged-store.ts";
import type { StoreFile } from "./store-file.ts";

/** Ids of events of one run follow each other; those of the next run begin this much higher. */
const runSize = 2 ** 32;

/** The runs and their events, within a transaction that is open. */
export class EventLog {
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  /** The number of the current run; 1 where none has begun. */
  get run(): number {
    return Number(this.#file.one("SELECT max(run) AS run FROM runs")?.["run"] ?? 1);
  }

  /** Milliseconds for which drivers have worked on the current run, by what was written last. */
  get elapsedMs(): number {
    const { run } = this;
    const begun = this.#file.one("SELECT elapsed_ms FROM runs WHERE run = ?", run);
    const last = this.#file.one(
      "SELECT elapsed_ms FROM events WHERE id >= ? ORDER BY id DESC LIMIT 1",
      firstIdOf(run),
    );
    return Math.max(Number(begun?.["elapsed_ms"] ?? 0), Number(last?.["elapsed_ms"] ?? 0));
  }

  set elapsedMs(ms: number) {
    this.#file.execute(
      "UPDATE runs SET elapsed_ms = ? WHERE run = (SELECT max(run) FROM runs)",
      ms,
    );
  }

  /** Begins the first run, if none has begun. */
  beginFirst(nowMs: number): void {
    this.#file.execute("INSERT OR IGNORE INTO runs VALUES (1, ?, 0)", nowMs);
  }

  beginNext(nowMs: number): void {
    this.#file.execute("INSERT INTO runs (started_at_ms, elapsed_ms) VALUES (?, 0)", nowMs);
  }

  /** The events of the current run. */
  load(): readonly ExperimentEvent[] {
    const first = firstIdOf(this.run);
    const rows = this.#file.all("SELECT id, body FROM events WHERE id >= ? ORDER BY id", first);
    return rows.map(({ id, body }, place) => {
      const what = `event ${place + 1} of the run`;
      if (id !== first + place) throw damagedStore(this.#file.path, `${what} is not there`);
      const event = this.#file.parse(what, body);
      if (isEvent(event)) return event;
      throw damagedStore(this.#file.path, `${what} has no type`);
    });
  }

  /** Appends events, each as it is stored. */
  append(bodies: readonly string[], elapsedMs: number): void {
    if (bodies.length === 0) this.elapsedMs = elapsedMs;
    const last = Number(this.#file.one("SELECT max(id) AS id FROM events")?.["id"] ?? 0);
    let id = Math.max(last + 1, firstIdOf(this.run));
    for (const body of bodies) {
      this.#file.execute(
        "INSERT INTO events (id, elapsed_ms, body) VALUES (?, ?, ?)",
        id,
        elapsedMs,
        body,
      );
      id += 1;
    }
  }
}

function isEvent(value: JsonValue): value is JsonValue & ExperimentEvent {
  return typeof value === "object" && value !== null && "type" in value;
}

function firstIdOf(run: number): number {
  return run * runSize + 1;
}
