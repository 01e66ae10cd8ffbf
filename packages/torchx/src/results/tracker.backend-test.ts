import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeTrial } from "@runners/core/testing";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { clientOptions } from "../__fixtures__/client-options.ts";
import { endedStatus } from "../__fixtures__/ended-status.ts";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "../__fixtures__/torchx-venv.ts";
import { bindParameters } from "../component/bind-parameters.ts";
import { SessionClient } from "../session/session-client.ts";
import { fetchTrackerResults } from "./fetch-tracker-results.ts";
import { resolveTrackerBase } from "./resolve-tracker-base.ts";
import { setAside } from "./set-aside.ts";

const write = `
import json, sys
from torchx.runtime.tracking import FsspecResultTracker
FsspecResultTracker(sys.argv[1])[int(sys.argv[2])] = eval(sys.argv[3])
`;
const values =
  "{'loss/mean': 0.1 + 0.2, 'loss/sem': float('nan'), 'accuracy': 1, 'accuracy/sem': 5e-324, " +
  "'diverged': float('inf'), 'note': 'NaN \\u00e9 \\\" -Infinity', 'big': 10**400, 'x/y': -0.0}";
const observations = [
  { metric: "loss", mean: 0.1 + 0.2 },
  { metric: "accuracy", mean: 1, sem: 5e-324 },
  { metric: "x/y", mean: -0 },
];

describe.each(torchxGenerations)("%s", (generation) => {
  test("what TorchX's tracker writes is read where it wrote it, and set aside", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    const bases = [
      place.path,
      join(place.path, "a b%20c#d?e $HOME é"),
      `file://${place.path}/with protocol%20`,
      `file:${place.path}/short protocol/`,
      "relative/folder",
      `${place.path}/slashes//`,
      // Another file system to fsspec, whose files are these.
      `simplecache::file://${place.path}/remote`,
    ];
    for (const [index, given] of bases.entries()) {
      const trackerBase = resolveTrackerBase(given, place.path);
      const trial = { index, trackerBase, ended: true, awaited: true };
      expect(await fetchTrackerResults(trial, session)).toEqual({
        final: false,
        observations: [],
      });
      const writing = given.startsWith("simplecache::") ? `${place.path}/remote` : given;
      const written = join(resolveTrackerBase(writing, place.path), String(index));
      await execa(venv.python, ["-c", write, writing, String(index), values], { cwd: place.path });
      expect(await fetchTrackerResults(trial, session)).toEqual({ final: true, observations });

      const submission = { trialIndex: index, trackerBase, submissionKey: `exp-${index}-1` };
      await setAside(submission, session);
      await setAside(submission, session);
      // A cache has a copy of what it read, so that the files themselves are looked at.
      const files = readdirSync(dirname(written), "utf8");
      expect(files).toContain(`${index}.before-exp-${index}-1`);
      expect(files).not.toContain(String(index));
    }
  });

  test("TorchX's own component evaluates the Booth function", async () => {
    using place = temporaryDirectory();
    const venv = await torchxVenv(generation);
    await using session = new SessionClient(venv.python, clientOptions(venv, place.path));
    const booth = { name: "utils.booth", signature: await session.signatureOf("utils.booth") };
    const trackerBase = join(place.path, "re$ults");
    const trial = makeTrial({ x1: 1, x2: -2.5 }, { index: 7 });
    const options = { constants: {}, trackerBase, scheduler: "local_cwd" };
    const app = await session.submit({
      trialIndex: trial.index,
      submissionKey: "booth-7-0",
      notAfterMs: undefined,
      source: bindParameters(booth, trial, options),
      scheduler: "local_cwd",
      cfg: { log_dir: join(place.path, "logs") },
      wrapper: undefined,
    });
    expect(await endedStatus(session, app.handle)).toMatchObject({ state: "SUCCEEDED" });
    expect(
      await fetchTrackerResults({ index: 7, trackerBase, ended: true, awaited: true }, session),
    ).toEqual({ final: true, observations: [{ metric: "booth_eval", mean: 151.25 }] });
  });
});
