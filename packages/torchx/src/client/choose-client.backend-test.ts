import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { chooseClient } from "./choose-client.ts";

test("takes the session wherever Python has TorchX", async () => {
  using place = temporaryDirectory();
  const venv = await torchxVenv("release");
  const options = clientOptions(venv, place.path);
  for (const scheduler of ["local_cwd", "slurm"]) {
    const chosen = await chooseClient(options, scheduler);
    expect(chosen.client.kind).toBe("session");
    expect(chosen.reason).toContain(venv.python);
  }
});

test("finds the Python beside the command, through a link too, and asks it", async () => {
  using place = temporaryDirectory();
  const venv = await torchxVenv("release");
  mkdirSync(join(place.path, "bin"));
  symlinkSync(venv.torchx, join(place.path, "bin", "torchx"));
  const env = { PATH: `${join(place.path, "bin")}:/usr/bin:/bin` };
  const options = { ...clientOptions(venv, place.path, { env }), torchx: "torchx" };
  const { client, reason } = await chooseClient({ ...options, python: undefined }, "local_cwd");
  await using _ = client;
  expect(reason).toMatch(/0\.7\.0.*\/bin\/python3/);
  expect(await client.schedulers()).toContain("local_cwd");
});

test("takes the command line where Python has no TorchX, but not for local schedulers", async () => {
  using place = temporaryDirectory();
  const venv = await torchxVenv("release");
  // A command with no Python beside it.
  const torchx = join(place.path, "torchx");
  writeFileSync(torchx, `#!/bin/sh\nexec ${venv.torchx} "$@"\n`, { mode: 0o755 });
  const env = { PATH: "/usr/bin:/bin" };
  const options = clientOptions({ torchx, python: undefined }, place.path, { env });
  const chosen = await chooseClient(options, "kubernetes");
  expect(chosen.client.kind).toBe("cli");
  expect(chosen.reason).toContain(torchx);
  expect(await chosen.client.schedulers()).toContain("kubernetes");
  await expect(chooseClient(options, "local_cwd")).rejects.toThrow(/pip install torchx/);
  const wanted = clientOptions(venv, place.path);
  expect((await chooseClient(wanted, "slurm", "cli")).client.kind).toBe("cli");
  await expect(chooseClient(wanted, "local_cwd", "cli")).rejects.toMatchObject({
    code: "UNSUPPORTED",
  });
});

test("says what to install where there is no TorchX", async () => {
  using place = temporaryDirectory();
  const options = clientOptions({ torchx: "torchx", python: undefined }, place.path, {
    env: { PATH: "/nowhere" },
  });
  await expect(chooseClient(options, "slurm")).rejects.toThrow(
    /torchx is no command here, and no Python .* was found; .*pip install torchx/,
  );
  await expect(chooseClient(options, "slurm", "cli")).rejects.toThrow(
    /torchx is no command here; .*pip install torchx/,
  );
  await expect(chooseClient(options, "local_cwd")).rejects.toThrow(
    /torchx is no command here, and python3 on PATH does not/,
  );
});

test("takes no other TorchX for a command or a Python that was given and is not there", async () => {
  using place = temporaryDirectory();
  const { torchx: command, python } = await torchxVenv("release");
  for (const wrong of ["/nowhere/python", "/bin/false"]) {
    const options = clientOptions({ torchx: command, python: wrong }, place.path);
    for (const scheduler of ["slurm", "local_cwd"]) {
      await expect(chooseClient(options, scheduler)).rejects.toMatchObject({
        code: "INVALID_ARGUMENT",
        message: expect.stringContaining(`and ${wrong} does not; install it with`) as string,
      });
    }
    expect((await chooseClient(options, "slurm", "cli")).client.kind).toBe("cli");
  }
  for (const torchx of ["/nowhere/torchx", "torchxx"]) {
    const options = clientOptions({ torchx, python }, place.path);
    await expect(chooseClient(options, "local_cwd")).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.stringMatching(/torchx is ".*torchxx?", which is no command here;/) as string,
    });
  }
});
