/**
 * Whether TorchX's command line is no way to a scheduler: it waits for apps of this machine, and those
 * that are its children end with it. Containers do not, nor do they with the session.
 */
export function needsSession(scheduler: string): boolean {
  return scheduler.startsWith("local");
}
