import { torchxGenerations, torchxVenv } from "./torchx-venv.ts";

/** Before the first test, which has a time limit. */
export async function setup(): Promise<void> {
  await Promise.all(torchxGenerations.map(torchxVenv));
}
