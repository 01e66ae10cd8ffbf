import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as (options?: { readonly type: "minor" }) => void;

/** Collects all garbage now. What this turn has looked at through a WeakRef is kept until the next. */
export async function collectGarbage(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  gc();
}

/** Collects what became garbage while it was young. */
export function collectYoungGarbage(): void {
  gc({ type: "minor" });
}
