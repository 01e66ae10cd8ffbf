import { RunnerError } from "@runners/core";
import { CliClient } from "../cli/cli-client.ts";
import { SessionClient } from "../session/session-client.ts";
import type { ClientOptions } from "./client-options.ts";
import { findProgram } from "./find-program.ts";
import { defaultTorchX } from "./default-torchx.ts";
import { findPython } from "./find-python.ts";
import { needsSession } from "./needs-session.ts";
import type { TorchXClient } from "./torchx-client.ts";

/** A way to TorchX, and why it was taken. */
export type ChosenClient = {
  readonly client: TorchXClient;
  /** For people: which program it runs, and why. */
  readonly reason: string;
};

/**
 * The session wherever a Python has TorchX, the command line elsewhere; or the one that is asked for.
 *
 * @throws {RunnerError} `INVALID_ARGUMENT` where TorchX is not found, with what to install, and where
 * the command that was given is not there;
 * `UNSUPPORTED` for the command line and a local scheduler
 */
export async function chooseClient(
  options: ClientOptions,
  scheduler: string,
  kind: "auto" | TorchXClient["kind"] = "auto",
): Promise<ChosenClient> {
  const path = options.env["PATH"] ?? process.env["PATH"];
  const torchx = await findProgram(options.torchx, options.cwd, path);
  if (torchx === undefined && options.torchx !== defaultTorchX) throw noSuchCommand(options.torchx);
  const local = needsSession(scheduler);
  if (kind === "cli" && local) throw noCommandLine(scheduler);
  const python = kind === "cli" ? undefined : await findPython(options, torchx);
  if (python === undefined && options.python !== undefined && kind !== "cli") {
    throw noPython(options, torchx, scheduler, local);
  }
  if (python !== undefined) {
    const why = local
      ? `the command line would wait for the apps of ${scheduler}`
      : "it is the faster way";
    const reason = `the session, run by ${python}: ${kind === "session" ? "as was asked for" : why}`;
    return { client: new SessionClient(python, options), reason };
  }
  if (kind === "session" || local) throw noPython(options, torchx, scheduler, local);
  if (torchx === undefined) throw noTorchX(options, kind);
  const why = kind === "cli" ? "as was asked for" : "no Python was found that can import torchx";
  const reason = `the command line ${torchx}: ${why}`;
  return { client: new CliClient({ ...options, torchx }), reason };
}

function noSuchCommand(torchx: string): RunnerError {
  const message =
    `TorchXRunner: torchx is ${JSON.stringify(torchx)}, which is no command here; give the path of TorchX's, ` +
    `or leave it out; install it with: python3 -m pip install torchx.`;
  return new RunnerError("INVALID_ARGUMENT", message);
}

function noCommandLine(scheduler: string): RunnerError {
  const message =
    `Scheduler ${scheduler} cannot be used through TorchX's command line: it waits for its apps, which may end ` +
    `with it; use the session, or another scheduler.`;
  return new RunnerError("UNSUPPORTED", message);
}

function noPython(
  { python, torchx: command }: ClientOptions,
  torchx: string | undefined,
  scheduler: string,
  local: boolean,
): RunnerError {
  const why = local ? `Scheduler ${scheduler} needs` : "The session needs";
  const looked =
    python !== undefined
      ? `${python} does not`
      : torchx === undefined
        ? `${command} is no command here, and python3 on PATH does not`
        : `neither one beside ${torchx} nor python3 on PATH does`;
  const message =
    `${why} a Python that can import torchx, and ${looked}; ` +
    `install it with: python3 -m pip install torchx, or give the path of a Python that has it.`;
  return new RunnerError("INVALID_ARGUMENT", message);
}

function noTorchX({ torchx }: ClientOptions, kind: "auto" | "cli"): RunnerError {
  const python = kind === "cli" ? "" : ", and no Python that can import torchx was found";
  const message =
    `TorchX was not found: ${torchx} is no command here${python}; ` +
    `install it with: python3 -m pip install torchx, or give its path.`;
  return new RunnerError("INVALID_ARGUMENT", message);
}
