import type { PendingRequest, Request } from "../request.ts";
import type { StoreFile } from "./store-file.ts";

/** The requests to the driver of a run: the table `requests`, within a transaction that is open. */
export class RequestTable {
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  add(run: number, body: string, nowMs: number): void {
    const sql = "INSERT INTO requests (run, left_at_ms, body) VALUES (?, ?, ?)";
    this.#file.execute(sql, run, nowMs, body);
  }

  /** In the order in which they were left. */
  pending(run: number): readonly PendingRequest[] {
    const rows = this.#file.all("SELECT id, body FROM requests WHERE run = ? ORDER BY id", run);
    return rows.map(({ id, body }) => ({
      id: Number(id),
      request: this.#file.parse(`request ${String(id)}`, body) as Request,
    }));
  }

  remove(run: number, ids: readonly number[]): void {
    for (const id of ids) {
      this.#file.execute("DELETE FROM requests WHERE run = ? AND id = ?", run, id);
    }
  }
}
