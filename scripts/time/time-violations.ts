import { sourceFiles } from "../sources/source-file.ts";
import type { Violation } from "../sources/violation.ts";
import { timeUses } from "./time-uses.ts";

/** The clocks themselves, and what each may use; undefined: everything. */
const clocks: Readonly<Record<string, readonly string[] | undefined>> = {
  "packages/core/src/clock/system-clock.ts": undefined,
  "packages/core/src/clock/virtual-clock.ts": ["setImmediate"],
};
const exempt = /\.(test|backend-test|test-d|bench)\.ts$|\/__fixtures__\//;

/** Every place in published code that reads time or waits without a `Clock`. */
export function timeViolations(root: string): Violation[] {
  return sourceFiles(root, ["packages/*/src"])
    .filter(({ path }) => !exempt.test(path))
    .flatMap((file) => {
      const isClock = file.path in clocks;
      const allowed = clocks[file.path];
      if (isClock && allowed === undefined) return [];
      return timeUses(file)
        .filter(({ what }) => !allowed?.includes(what))
        .map(({ line, what }) => ({
          path: file.path,
          line,
          message: `uses ${what}; read time and wait through a Clock option (default systemClock).`,
        }));
    });
}
