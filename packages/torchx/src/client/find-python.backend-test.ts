import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { findPython } from "./find-python.ts";

test("takes no folder torchx that lies about for TorchX", async () => {
  using place = temporaryDirectory();
  const venv = await torchxVenv("release");
  const bare = join(place.path, "bare");
  await execa("python3", ["-m", "venv", "--without-pip", bare]);
  const python = join(bare, "bin", "python");
  const [folder, elsewhere] = [join(place.path, "torchx"), join(place.path, "elsewhere")];
  mkdirSync(folder);
  mkdirSync(join(elsewhere, "torchx"), { recursive: true });
  const env = { PYTHONPATH: elsewhere };
  const found = async (given: string): Promise<string | undefined> =>
    findPython(clientOptions({ ...venv, python: given }, place.path, { env }), undefined);
  expect(await found(python)).toBeUndefined();
  // A clone of it, neither.
  writeFileSync(join(folder, "__init__.py"), "");
  expect(await found(python)).toBeUndefined();
  expect(await found(venv.python)).toBe(venv.python);
});
