import { RunnerError } from "@runners/core";
import type { DatabaseSync } from "node:sqlite";
import { applicationId } from "./application-id.ts";
import { schema } from "./schema.ts";

/**
 * The version of the schema of a file, from 0 for one that is empty.
 *
 * @throws {RunnerError} `STORE` for a file that is no store of ours, or of a newer version
 */
export function checkVersion(database: DatabaseSync, path: string): number {
  const header = database
    .prepare(
      "SELECT application_id AS application, user_version AS version, " +
        "(SELECT count(*) FROM sqlite_schema) AS parts " +
        "FROM pragma_application_id(), pragma_user_version()",
    )
    .get();
  const version = Number(header?.["version"]);
  if (header?.["parts"] === 0 && version === 0) return 0;
  if (header?.["application"] !== applicationId) {
    throw new RunnerError(
      "STORE",
      `${path} is a SQLite database, but not a store of an experiment; nothing was written to it. Give another path.`,
    );
  }
  if (version > schema.length) {
    throw new RunnerError(
      "STORE",
      `The store ${path} was written by a newer version of @runners/orchestrator (its schema is ${version}, this version knows ${schema.length}); nothing was written to it. Install that version.`,
    );
  }
  return version;
}
