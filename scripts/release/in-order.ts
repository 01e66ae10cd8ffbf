import type { ReleasePackage } from "./release-package.ts";

/**
 * Each package after those that it needs, so that whatever is on the registry can be installed.
 *
 * @throws {Error} where packages need each other in a circle
 */
export function inOrder(packages: readonly ReleasePackage[]): readonly ReleasePackage[] {
  const waiting = new Map(packages.map((one) => [one.name, one]));
  const ordered: ReleasePackage[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ needs }) =>
      needs.every((name) => !waiting.has(name)),
    );
    if (ready.length === 0) {
      const circle = [...waiting.keys()].join(", ");
      throw new Error(`${circle} need each other in a circle; take one of the dependencies out.`);
    }
    for (const one of ready) {
      ordered.push(one);
      waiting.delete(one.name);
    }
  }
  return ordered;
}
