/**
 * Turns a signal that asks to end into an exit, so that what is registered on `exit` happens: a
 * signal alone would leave commands and folders behind.
 */
export function exitOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(signal, () => process.exit(130));
  }
}
