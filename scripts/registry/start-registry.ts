import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runServer } from "verdaccio";

/** A registry of this process, on loopback, that holds our packages and nothing else. */
export type Registry = AsyncDisposable & { readonly url: string };

/**
 * Starts a registry that keeps what is published in `folder`. It has no other registry behind it:
 * a package of ours that was not published here is not found.
 */
export async function startRegistry(
  folder: string,
  options: { readonly refused?: string } = {},
): Promise<Registry> {
  const { refused } = options;
  const app = await runServer({
    configPath: join(folder, "config.yaml"),
    storage: join(folder, "storage"),
    uplinks: {},
    packages: {
      // Nobody has this name, so nobody may publish it.
      ...(refused === undefined ? {} : { [refused]: { access: ["$all"], publish: ["nobody"] } }),
      "@runners/*": { access: ["$all"], publish: ["$anonymous"] },
    },
    auth: { htpasswd: { file: join(folder, "htpasswd") } },
    log: { type: "stdout", level: "fatal" },
    web: { enable: false },
  });
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
    listening.once("error", reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
