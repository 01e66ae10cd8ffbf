import type { Runner } from "../runner.ts";

/** The members of a runner that it may lack. */
export type OptionalMember = Exclude<keyof Runner, "run" | "pollTrialStatus" | "~parameters">;

/** The same runner without some of its optional members: they are truly absent. */
export function withoutMembers<R extends Runner, M extends OptionalMember>(
  runner: R,
  ...members: readonly M[]
): Omit<R, M> & Pick<Runner, "run" | "pollTrialStatus"> {
  const absent: ReadonlySet<PropertyKey> = new Set<PropertyKey>(members);
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(runner, {
    has: (target, key) => !absent.has(key) && Reflect.has(target, key),
    get(target, key) {
      if (absent.has(key)) return undefined;
      const member: unknown = Reflect.get(target, key, target);
      // Bound to the target: private members (#) are not to be had through a proxy.
      if (typeof member !== "function" || key === "constructor") return member;
      if (!bound.has(key)) bound.set(key, member.bind(target));
      return bound.get(key);
    },
  });
}
