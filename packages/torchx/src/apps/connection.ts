import type { CallOptions } from "@runners/core";
import type { Backend } from "../backend/backend.ts";
import { SlurmBackend } from "../backend/slurm-backend.ts";
import { TorchXBackend } from "../backend/torchx-backend.ts";
import { callEnvironment } from "../client/call-environment.ts";
import { chooseClient } from "../client/choose-client.ts";
import type { RunOption } from "../client/run-option.ts";
import type { TorchXClient } from "../client/torchx-client.ts";
import type { Component } from "../component/component.ts";
import type { NamedComponent } from "../component/bind-parameters.ts";
import type { TorchXRunnerSettings } from "../torchx-runner-settings.ts";

/** TorchX and the backend behind it, with what was asked of them once. */
export type Connection = {
  readonly client: TorchXClient;
  /** For people: how TorchX is called, and why so. */
  readonly reason: string;
  readonly backend: Backend;
  /** Asked for the first time it is needed. */
  component(options: CallOptions): Promise<Component | NamedComponent>;
  runOptions(options: CallOptions): Promise<readonly RunOption[]>;
};

export async function connect(settings: TorchXRunnerSettings): Promise<Connection> {
  const { scheduler, isSlurm, clientOptions, clock } = settings;
  const { client, reason } = await chooseClient(clientOptions, scheduler, settings.client);
  const slurmOptions = {
    env: callEnvironment("squeue", clientOptions),
    callTimeoutMs: clientOptions.callTimeoutMs,
    clock,
  };
  const backend = isSlurm ? new SlurmBackend(slurmOptions) : new TorchXBackend(client, settings);
  let component: Component | NamedComponent | undefined;
  let runOptions: readonly RunOption[] | undefined;
  return {
    client,
    reason,
    backend,
    async component(options) {
      const { component: given } = settings;
      component ??=
        typeof given === "string"
          ? { name: given, signature: await client.signatureOf(given, options) }
          : given;
      return component;
    },
    async runOptions(options) {
      runOptions ??= await client.runOptionsOf(scheduler, options);
      return runOptions;
    },
  };
}
