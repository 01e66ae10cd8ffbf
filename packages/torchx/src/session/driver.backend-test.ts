import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import { isGone } from "../__fixtures__/is-gone.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import {
  torchxGenerations,
  torchxVenv,
  type TorchXGeneration,
} from "../__fixtures__/torchx-venv.ts";
import { WordPipe } from "../__fixtures__/word-pipe.ts";

const driver = fileURLToPath(new URL("../__fixtures__/session-driver.ts", import.meta.url));
const ends = torchxGenerations.flatMap((generation) =>
  ([undefined, "SIGKILL", "SIGTERM", "SIGINT"] as const).map((end) => [generation, end] as const),
);

async function endDriver(
  generation: TorchXGeneration,
  signal: NodeJS.Signals | undefined,
): Promise<void> {
  using place = temporaryDirectory();
  await using pipe = await WordPipe.in(place.path);
  const { python } = await torchxVenv(generation);
  const args = [driver, python, place.path, signal === undefined ? "end" : "wait"];
  const options = { stdin: "pipe", reject: false } as const;
  const child = execa(process.execPath, ["--conditions=@runners/source", ...args], options);
  const [app, session] = [Number(await pipe.heard()), Number(await pipe.heard())];
  if (signal !== undefined) child.kill(signal);
  await child;
  await isGone(app);
  await isGone(-session);
}

test.each(ends)(
  "%s: a session and its apps end with their driver, by %s",
  async (generation, end) => {
    await expect(endDriver(generation, end)).resolves.toBeUndefined();
  },
);
