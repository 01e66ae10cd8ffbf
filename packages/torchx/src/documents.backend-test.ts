import { dirname, delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import { torchxVenv } from "./__fixtures__/torchx-venv.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test("the code in documents that needs TorchX runs, and prints what it shows", async () => {
  const { python } = await torchxVenv("release");
  const path = [dirname(python), process.env["PATH"]].join(delimiter);
  const { stdout } = await execa(
    process.execPath,
    ["scripts/check-readmes.ts", "--with", "torchx"],
    {
      cwd: root,
      env: { PATH: path },
      reject: false,
    },
  );
  expect(stdout).toMatch(/^Code of \d+ documents \(2 programs\): all well$/);
});
