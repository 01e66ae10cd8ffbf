import type { ProcessIdentity } from "@runners/core";

/**
 * Whether `earlier` belongs to a boot of this machine that is over: the process has ended then, with
 * all that it had started. For stores that one machine alone can reach: else the name of the host
 * proves nothing, since several may have it.
 */
export function isOfEarlierBoot(
  earlier: ProcessIdentity | undefined,
  now: ProcessIdentity | undefined,
): boolean {
  if (earlier === undefined || now === undefined || earlier.host !== now.host) return false;
  return earlier.bootId !== "" && now.bootId !== "" && earlier.bootId !== now.bootId;
}
