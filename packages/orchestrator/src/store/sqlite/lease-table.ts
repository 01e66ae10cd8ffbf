import { isUnchanged } from "../lease/is-unchanged.ts";
import type { Lease } from "../lease/lease.ts";
import type { LeaseCell } from "../lease/lease-cell.ts";
import type { Row, StoreFile } from "./store-file.ts";

/** Who owns the store: the table `lease`, of one row or none. Writes go into an open transaction. */
export class LeaseTable implements LeaseCell {
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
  }

  read(): Lease | undefined {
    return this.#file.read(() => this.get());
  }

  replace(previous: Lease | undefined, lease: Lease): boolean {
    return this.#file.write(() => this.swap(previous, lease));
  }

  /** {@link LeaseTable.replace} within a transaction. */
  swap(previous: Lease | undefined, lease: Lease): boolean {
    if (!isUnchanged(previous, this.get())) return false;
    this.#file.execute(
      "REPLACE INTO lease VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      lease.token,
      lease.counter,
      lease.host,
      lease.bootId,
      lease.pidNamespace,
      lease.pid,
      lease.processStart,
      lease.acquiredAtMs,
      lease.renewedAtMs,
    );
    return true;
  }

  /** The lease, within a transaction. */
  get(): Lease | undefined {
    const row = this.#file.one("SELECT * FROM lease");
    return row && leaseOf(row);
  }

  /** Whether the driver of this token has the lease. */
  isOf(token: string | undefined): boolean {
    if (token === undefined) return false;
    return this.#file.one("SELECT 1 FROM lease WHERE token = ?", token) !== undefined;
  }

  /** Shows that the owner lives. */
  renew(nowMs: number): void {
    this.#file.execute("UPDATE lease SET counter = counter + 1, renewed_at_ms = ?", nowMs);
  }

  remove(): void {
    this.#file.execute("DELETE FROM lease");
  }
}

function leaseOf(row: Row): Lease {
  return {
    token: String(row["token"]),
    counter: Number(row["counter"]),
    host: String(row["host"]),
    bootId: String(row["boot_id"]),
    pidNamespace: String(row["pid_namespace"]),
    pid: Number(row["pid"]),
    processStart: String(row["process_start"]),
    acquiredAtMs: Number(row["acquired_at_ms"]),
    renewedAtMs: Number(row["renewed_at_ms"]),
  };
}
