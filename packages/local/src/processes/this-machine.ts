import { systemProcesses } from "@runners/core";

/** This machine since it was started. */
export type Machine = {
  readonly hostName: string;
  /** Changes with every start of the machine. */
  readonly bootId: string;
  /** On Linux the namespace that process ids are valid in (each container has one); else empty. */
  readonly pidNamespace: string;
};

/** The machine that this runs on. @throws where the system does not tell which boot it is */
export function thisMachine(): Machine {
  const { host: hostName, bootId, pidNamespace } = systemProcesses.self();
  return { hostName, bootId, pidNamespace };
}
