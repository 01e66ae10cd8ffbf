import type { Runner } from "./runner.ts";

/**
 * The same runner with some members replaced. It keeps exactly the capabilities of the one it
 * wraps: what that one lacks is not added, and every other member, its own ones included, works as
 * before.
 *
 * @param overrides the members to replace; one that the runner lacks is ignored
 */
export function wrapRunner<R extends Runner>(runner: R, overrides: Partial<Runner>): R {
  const bound = new Map<PropertyKey, { readonly original: unknown; readonly member: unknown }>();

  const get = (key: PropertyKey): unknown => {
    const original: unknown = Reflect.get(runner, key, runner);
    if (original === undefined) return undefined;
    // What every object has overrides nothing.
    const override: unknown = key in Object.prototype ? undefined : Reflect.get(overrides, key);
    if (override !== undefined) return override;
    // Bound to the runner: private members (#) are not to be had through a proxy.
    if (typeof original !== "function" || key === "constructor") return original;
    const known = bound.get(key);
    if (known?.original === original) return known.member;
    const member: unknown = original.bind(runner);
    bound.set(key, { original, member });
    return member;
  };

  // Not the runner itself is behind the proxy: of a frozen one, a proxy may replace nothing.
  const behind = Object.create(runner) as R;
  return new Proxy(behind, {
    get: (_, key) => get(key),
    set: (_, key, value) => Reflect.set(runner, key, value, runner),
    ownKeys: () => Reflect.ownKeys(runner),
    getOwnPropertyDescriptor(_, key) {
      const descriptor = Reflect.getOwnPropertyDescriptor(runner, key);
      return (
        descriptor && {
          value: get(key),
          writable: true,
          enumerable: descriptor.enumerable === true,
          configurable: true,
        }
      );
    },
  });
}
