import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clientOptions } from "./__fixtures__/client-options.ts";
import { endedStatus } from "./__fixtures__/ended-status.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "./__fixtures__/torchx-venv.ts";
import { tryHostileValues } from "./__fixtures__/try-hostile-values.ts";
import { SessionClient } from "./session/session-client.ts";

describe.each(torchxGenerations)("%s", (generation) => {
  test.each(["typescript", "wrapped typescript", "python"] as const)(
    "hostile values reach the program of a component in %s, byte for byte",
    async (how) => {
      using place = temporaryDirectory();
      const venv = await torchxVenv(generation);
      await using client = new SessionClient(venv.python, clientOptions(venv, place.path));
      await tryHostileValues(how, {
        client,
        python: venv.python,
        place: place.path,
        scheduler: "local_cwd",
        cfg: () => ({ log_dir: join(place.path, "logs") }),
        succeeded: async ({ handle }) => {
          expect(await endedStatus(client, handle)).toMatchObject({ state: "SUCCEEDED" });
        },
      });
    },
  );
});
