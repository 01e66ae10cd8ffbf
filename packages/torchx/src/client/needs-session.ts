/**
 * Whether TorchX's command line is no way to a scheduler: it waits for local apps, which end with it
 * where they are its children.
 */
export function needsSession(scheduler: string): boolean {
  return scheduler.startsWith("local");
}
