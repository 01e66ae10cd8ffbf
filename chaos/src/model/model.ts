/** What is known of the experiment from the commands alone. */
export type Model = {
  isDriven: boolean;
  isReachable: boolean;
  /** How jobs ended that a command made end, by trial. */
  readonly ended: Map<number, "SUCCEEDED" | "FAILED">;
  /** Trials that somebody asked to stop. */
  readonly asked: Set<number>;
};

/** Before anything has happened. */
export function emptyModel(): Model {
  return { isDriven: false, isReachable: true, ended: new Map(), asked: new Set() };
}
