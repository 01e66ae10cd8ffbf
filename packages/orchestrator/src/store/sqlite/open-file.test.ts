import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./__fixtures__/temporary-folder.ts";
import { openFile } from "./open-file.ts";

test.each([
  ["local", "wal"],
  ["network", "truncate"],
] as const)("on a %s disk a commit is durable, by the journal %s", async (fileSystemType, mode) => {
  const path = join(temporaryFolder(), "experiment.db");
  const { database, file, version } = await openFile({
    path,
    fileSystemType,
    create: true,
    busyMs: 5_000,
    maxBytes: Infinity,
  });
  const value = (pragma: string): unknown =>
    database.prepare(`PRAGMA ${pragma}`).get()?.[pragma.replace("busy_", "")];
  expect(version).toBe(0);
  expect(value("journal_mode")).toBe(mode);
  // 2 is FULL: a commit returns once its log is on the disk.
  expect([value("synchronous"), value("fullfsync"), value("checkpoint_fullfsync")]).toEqual([
    2, 1, 1,
  ]);
  expect(value("locking_mode")).toBe("normal");
  expect(value("busy_timeout")).toBe(5_000);
  file.close();
});
