import { execa } from "execa";
import { expect, test } from "vitest";
import { torchxGenerations, torchxVenv } from "./torchx-venv.ts";

test.each(torchxGenerations)("makes a virtual environment with the %s of TorchX", async (name) => {
  const venv = await torchxVenv(name);
  const { stdout } = await execa(venv.torchx, ["--version"]);
  expect(stdout).toMatch(/^torchx-\d/);
});
