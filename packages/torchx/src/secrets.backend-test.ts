import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { systemClock, type TrialDetails } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { expect, test } from "vitest";
import { shellApp } from "./__fixtures__/shell-app.ts";
import { temporaryDirectory } from "./__fixtures__/temporary-directory.ts";
import { torchxGenerations, torchxVenv } from "./__fixtures__/torchx-venv.ts";
import { defineComponent } from "./component/define-component.ts";
import { str } from "./component/str.ts";
import { TorchXRunner } from "./torchx-runner.ts";

const secrets = {
  ofRunner: "s3cret-of-the-runner",
  ofRole: "s3cret-$of-the-role",
  constant: "s3cret-constant",
};

const component = defineComponent({
  params: { password: str(), say: str() },
  build: (_args, { text }) =>
    shellApp({
      args: ["-c", 'echo "$1 $TOKEN $KEY $PASSWORD" >&2; exit 1', "sh", text.say],
      env: { KEY: secrets.ofRole, PASSWORD: text.password },
    }),
});

function tells(text: string): boolean {
  return Object.values(secrets).some((secret) => text.includes(secret));
}

test.each(torchxGenerations)(
  "secrets are in no metadata, no reason, no plan, no error and no file of ours: %s",
  async (generation) => {
    using place = temporaryDirectory();
    await using runner = new TorchXRunner({
      component,
      componentConstParams: { password: secrets.constant },
      env: { TOKEN: secrets.ofRunner },
      trackerBase: join(place.path, "results"),
      cwd: place.path,
      ...(await torchxVenv(generation)),
    });
    const trial = makeTrial({ say: "said" });
    expect(tells(JSON.stringify(await runner.planRun(trial)))).toBe(false);
    const runMetadata = await runner.run(trial);
    expect(tells(JSON.stringify(runMetadata))).toBe(false);
    const running = { ...trial, status: "RUNNING", runMetadata } as const;
    let details: TrialDetails | undefined;
    while (details?.backendState !== "FAILED") {
      await systemClock.sleep(50);
      details = (await runner.pollTrialDetails([running])).get(trial.index);
    }
    expect(details.reason).toContain("said [TOKEN] [KEY] [");
    expect(tells(JSON.stringify(details))).toBe(false);
    const refused: unknown = await runner
      .run(makeTrial({ say: "x".repeat(200_000) }, { index: 1 }))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "INVALID_TRIAL" });
    expect(tells(JSON.stringify(refused, Object.getOwnPropertyNames(refused)))).toBe(false);

    const entries = readdirSync(place.path, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const telling = files
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => tells(readFileSync(path, "utf8")));
    // What the program itself prints is its own affair; others cannot enter the folder.
    expect(telling.map((path) => basename(path)).toSorted()).toEqual([
      "combined.log",
      "stderr.log",
    ]);
    expect(statSync(runMetadata["directory"] as string).mode & 0o077).toBe(0);
  },
);

/** As plans print texts: in Python's quotes and in a shell's, escaped, and folded over lines. */
const awkward = {
  ofRole: `s3cret of "the" role's, \\ $HOME é, with tail-words enough that it is folded over several lines of a plan`,
  constant: "s3cret-line\nand s3cret-tail-line",
};
const awkwardComponent = defineComponent({
  params: { password: str() },
  build: (_args, { text }) =>
    shellApp({
      args: ["-c", "true", `--key=${awkward.ofRole}`],
      env: { KEY: awkward.ofRole, PASSWORD: text.password },
      resource: { cpu: 1, memMB: 100 },
    }),
});

test.each([
  ["local_cwd", "session", {}],
  ["slurm", "session", {}],
  ["slurm", "cli", {}],
  ["kubernetes", "session", { queue: "q" }],
] as const)(
  "however a plan writes them, secrets are not in it: %s, by the %s",
  async (scheduler, client, cfg) => {
    using place = temporaryDirectory();
    const trackerBase = join(place.path, "results");
    const torchx = await torchxVenv("release");
    const where = { scheduler, client, cfg, trackerBase, cwd: place.path, ...torchx };
    await using runner = new TorchXRunner({
      component: awkwardComponent,
      componentConstParams: { password: awkward.constant },
      ...where,
    });
    const { request } = await runner.planRun(makeTrial({}));
    expect(request).toContain("[KEY]");
    expect(request).toContain("[PASSWORD]");
    expect(request).not.toMatch(/s3cret|tail|folded/);

    // A component of TorchX's own, in Python, which makes of its arguments what it likes.
    await using sh = new TorchXRunner({
      component: "utils.sh",
      componentConstParams: { args: ["true", awkward.ofRole], env: { KEY: awkward.constant } },
      ...where,
    });
    const { request: shown } = await sh.planRun(makeTrial({}));
    expect(shown).toContain("[env.KEY]");
    expect(shown).not.toMatch(/s3cret|tail|folded/);
  },
);

test("what a component says against a secret is told without it", async () => {
  using place = temporaryDirectory();
  await using runner = new TorchXRunner({
    component: "utils.sh",
    componentConstParams: {
      args: ["true"],
      env: { WHERE: "s3cret \"place'" },
      mounts: ["type=bind", "s3cret \"place'"],
    },
    trackerBase: join(place.path, "results"),
    cwd: place.path,
    ...(await torchxVenv("release")),
  });
  const refused: unknown = await runner.planRun(makeTrial({})).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "INVALID_TRIAL" });
  expect(JSON.stringify(refused, Object.getOwnPropertyNames(refused))).not.toContain("s3cret");
});
