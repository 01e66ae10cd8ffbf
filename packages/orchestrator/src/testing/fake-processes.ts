import type { ProcessIdentity, ProcessTable } from "@runners/core";

/** A process of {@link FakeProcesses}, and what it sees of the others. */
export type FakeProcess = ProcessTable & {
  /** Ends it, as SIGKILL would. The object stays as it is: something that only seems dead can act. */
  end(): void;
};

/** Processes that live until they are told to end, on machines that need not be there. */
export class FakeProcesses {
  readonly #living = new Set<string>();
  #lastPid = 100;

  /**
   * Starts a process.
   * @param place where; by default all are on one machine, in one boot and one namespace
   */
  start(
    place: Partial<Pick<ProcessIdentity, "host" | "bootId" | "pidNamespace">> = {},
  ): FakeProcess {
    this.#lastPid += 1;
    const self: ProcessIdentity = {
      host: "here",
      bootId: "boot-of-here",
      pidNamespace: "",
      ...place,
      pid: this.#lastPid,
      processStart: `start-${this.#lastPid}`,
    };
    const sees = (other: ProcessIdentity): boolean =>
      other.bootId === self.bootId && other.pidNamespace === self.pidNamespace;
    this.#living.add(keyOf(self));
    return {
      self: () => self,
      sees,
      isAlive: (other) => !sees(other) || this.#living.has(keyOf(other)),
      end: () => void this.#living.delete(keyOf(self)),
    };
  }
}

function keyOf({ bootId, pidNamespace, pid, processStart }: ProcessIdentity): string {
  return JSON.stringify([bootId, pidNamespace, pid, processStart]);
}
