import type { Runner } from "./runner.ts";

/**
 * The same runner with some members replaced. It keeps exactly the capabilities of the one it
 * wraps: what that one lacks is not added, and every other member, its own ones included, works as
 * before.
 *
 * @param overrides the members to replace; one that the runner lacks is ignored
 */
export function wrapRunner<R extends Runner>(runner: R, overrides: Partial<Runner>): R {
  const bound = new Map<PropertyKey, unknown>();
  return new Proxy(runner, {
    get(target, key) {
      const original: unknown = Reflect.get(target, key, target);
      if (original === undefined) return undefined;
      const override: unknown = Reflect.get(overrides, key);
      if (override !== undefined) return override;
      // Bound to the target: private members (#) are not to be had through a proxy.
      if (typeof original !== "function" || key === "constructor") return original;
      if (!bound.has(key)) bound.set(key, original.bind(target));
      return bound.get(key);
    },
  });
}
