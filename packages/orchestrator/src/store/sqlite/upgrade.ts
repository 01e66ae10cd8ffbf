import { acquireLease, type Taker } from "../lease/acquire-lease.ts";
import { notOwner } from "../lease/not-owner.ts";
import { checkVersion } from "./check-version.ts";
import { LeaseTable } from "./lease-table.ts";
import { migrate } from "./migrate.ts";
import type { OpenedFile } from "./open-file.ts";
import { schema } from "./schema.ts";

/**
 * Brings the file to the last version of the schema, in one transaction. One that is not empty may
 * be driven by an older version of this package: it is owned while it is changed.
 */
export async function upgrade(opened: OpenedFile, taker: Taker): Promise<void> {
  const { file, database, version } = opened;
  if (version === schema.length) return;
  const lease = new LeaseTable(file);
  const token = version > 0 ? await acquireLease(lease, taker) : undefined;
  file.write(() => {
    if (version > 0 && !lease.isOf(token)) {
      throw notOwner(taker.name, lease.get(), taker.clock.now());
    }
    // Another process may have been faster.
    const found = checkVersion(database, file.path);
    if (found < schema.length) migrate(database, found, schema);
    if (version > 0) lease.remove();
  });
}
