import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { withFileSlot } from "./with-file-slot.ts";

/** Writes a file (mode 0600) that others see whole or not at all, in the place of an older one. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await withFileSlot(() => writeFile(temporary, text, { mode: 0o600, flag: "wx" }));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
