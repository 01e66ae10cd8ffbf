import type { DatabaseSync } from "node:sqlite";
import { applicationId } from "./application-id.ts";

/** Takes a file from one version of the schema to the last, within the transaction that is open. */
export function migrate(database: DatabaseSync, version: number, steps: readonly string[]): void {
  for (const step of steps.slice(version)) database.exec(step);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length};`);
}
