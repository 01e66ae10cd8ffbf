import { hostname } from "node:os";
import type { ProcessIdentity } from "./process-identity.ts";
import type { ProcessList } from "./process-list.ts";
import type { ProcessSource } from "./process-source.ts";
import type { ProcessTable } from "./process-table.ts";

/** The processes that `source` tells of, and whether an id is in use, which all systems tell. */
export function sourceProcessTable(source: ProcessSource): ProcessTable & ProcessList {
  let known: ProcessIdentity | undefined;
  const self = (): ProcessIdentity => {
    known ??= {
      host: hostname(),
      bootId: source.bootId(),
      pidNamespace: source.pidNamespace(),
      pid: process.pid,
      processStart: source.stat(process.pid)?.processStart ?? "",
    };
    return known;
  };
  const sees = (identity: ProcessIdentity): boolean => {
    const { host, bootId, pidNamespace } = self();
    if (identity.bootId !== bootId || identity.pidNamespace !== pidNamespace) return false;
    return bootId !== "" || identity.host === host;
  };
  return {
    self,
    sees,
    starts: (pids) => source.starts(pids),
    groupMembers: (groupId) => source.groupMembers(groupId),
    isAlive(identity) {
      if (!sees(identity)) return true;
      const stat = source.stat(identity.pid);
      if (stat === undefined) return isInUse(identity.pid);
      if (stat.ended) return false;
      return identity.processStart === "" || stat.processStart === identity.processStart;
    },
  };
}

/** Whether some process has this id; it may belong to another user. */
function isInUse(pid: number): boolean {
  // These address groups of processes, not one.
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && Reflect.get(error, "code") === "ESRCH");
  }
}
