import type { ProcessSource } from "./process-source.ts";

/** On any other system, Windows too, nothing is known of a process but whether its id is in use. */
export const otherProcesses: ProcessSource = {
  bootId: () => "",
  pidNamespace: () => "",
  stat: () => undefined,
  starts: () => Promise.resolve(new Map()),
  groupMembers: () => Promise.resolve([]),
};
