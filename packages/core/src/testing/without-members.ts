import type { Runner } from "../runner.ts";
import { wrapRunner } from "../wrap-runner.ts";

/** The members of a runner that it may lack. */
export type OptionalMember = Exclude<keyof Runner, "run" | "pollTrialStatus" | "~parameters">;

/** The same runner without some of its optional members: they are truly absent. */
export function withoutMembers<R extends Runner, const M extends readonly OptionalMember[]>(
  runner: R,
  ...members: M
): Omit<R, M[number]> & Pick<Runner, "run" | "pollTrialStatus"> {
  const absent = new Set<PropertyKey>(members);
  return new Proxy(wrapRunner(runner, {}), {
    has: (wrapped, key) => !absent.has(key) && Reflect.has(wrapped, key),
    get: (wrapped, key) => (absent.has(key) ? undefined : (Reflect.get(wrapped, key) as unknown)),
    ownKeys: (wrapped) => Reflect.ownKeys(wrapped).filter((key) => !absent.has(key)),
  });
}
