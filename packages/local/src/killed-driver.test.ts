import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Trial } from "@runners/core";
import { makeTrial } from "@runners/core/testing";
import { execa } from "execa";
import { expect, test } from "vitest";
import { ShellRunners } from "./__fixtures__/shell-runner.ts";
import { toTheEnd } from "./__fixtures__/to-the-end.ts";

const kills = Number(process.env["RUNNERS_TEST_KILLS"] ?? 20);
const trialsPerWave = 6;
const driver = fileURLToPath(new URL("__fixtures__/killed-driver.ts", import.meta.url));

/** The next of a sequence that looks random, and is the same each time (Lehmer). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test(
  `after each of ${kills} kills of the driver no trial is lost, and none was started twice`,
  { timeout: 60_000 + kills * 30_000 },
  async () => {
    await using runners = new ShellRunners();
    const script = join(runners.place, "program.sh");
    const ledger = join(runners.place, "ledger");
    writeFileSync(
      script,
      `echo "$RUNNERS_SUBMISSION_KEY" >>"$1"; printf '{"a": 1}' >"$RUNNERS_RESULTS"`,
    );
    const random = sequence(kills + 1);
    const drive = (wave: string, turns: number) =>
      execa(
        process.execPath,
        [
          "--conditions=@runners/source",
          driver,
          runners.directory,
          script,
          ledger,
          wave,
          String(trialsPerWave),
          String(turns),
        ],
        { reject: false, stdin: "ignore" },
      );
    // How many turns it takes to run a wave undisturbed.
    const calm = await drive("calm", Infinity);
    expect(calm.stderr).toBe("");
    const turnsOfWave = Number(calm.stdout);
    expect(turnsOfWave).toBeGreaterThan(10);

    let killed = 0;
    let waves = 0;
    const outcomes: Record<string, number> = {};
    while (killed < kills) {
      const wave = `wave-${waves}`;
      for (;;) {
        const { signal, exitCode, stderr } = await drive(wave, Math.floor(random() * turnsOfWave));
        expect(stderr).toBe("");
        if (exitCode === 0) break;
        expect(signal).toBe("SIGKILL");
        killed += 1;
        // A new runner finds what there is; what it finds, it can poll.
        const runner = runners.open("true");
        for (let index = 0; index < trialsPerWave; index += 1) {
          const lookUp = await runner.findSubmission(makeTrial({}, { index }), `${wave}-${index}`);
          outcomes[lookUp.outcome] = (outcomes[lookUp.outcome] ?? 0) + 1;
          if (lookUp.outcome !== "found") continue;
          const trial = { ...makeTrial({}, { index }), runMetadata: lookUp.found[0] };
          const [status] = [...(await runner.pollTrialStatus([trial])).keys()];
          expect(["RUNNING", "COMPLETED"]).toContain(status);
        }
      }
      waves += 1;
      const runner = runners.open("true");
      const trials: Trial[] = [];
      for (let index = 0; index < trialsPerWave; index += 1) {
        const trial = makeTrial({}, { index });
        let lookUp = await runner.findSubmission(trial, `${wave}-${index}`);
        while (lookUp.outcome === "unknown") {
          lookUp = await runner.findSubmission(trial, `${wave}-${index}`);
        }
        const [runMetadata] = lookUp.outcome === "found" ? lookUp.found : [];
        if (runMetadata !== undefined) trials.push({ ...trial, status: "RUNNING", runMetadata });
      }
      expect(trials.length).toBe(trialsPerWave);
      const ends = await toTheEnd(runner, trials);
      expect([...ends.values()].map(({ status }) => status)).toEqual(trials.map(() => "COMPLETED"));
    }
    const started = readFileSync(ledger, "utf8").trim().split("\n");
    expect(new Set(started).size).toBe((waves + 1) * trialsPerWave);
    expect(started.length).toBe((waves + 1) * trialsPerWave);
    // Killed in the middle, not only before or after.
    expect(outcomes["found"]).toBeGreaterThan(0);
    expect(outcomes["absent"]).toBeGreaterThan(0);
  },
);
