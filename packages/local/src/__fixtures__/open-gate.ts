import { closeSync, constants, openSync, writeSync } from "node:fs";

/**
 * Sends a word through a named pipe at which a program waits, or will. Opened for both ways the pipe
 * waits for no reader, and keeps the word until one comes; so it stays open until it is disposed of.
 */
export function openGate(gate: string): Disposable {
  const file = openSync(gate, constants.O_RDWR);
  writeSync(file, "go\n");
  return { [Symbol.dispose]: () => closeSync(file) };
}
