/** A cycle in a directed graph, its first node repeated at the end, or undefined if there is none. */
export function findCycle(
  arrows: Readonly<Record<string, readonly string[]>>,
): readonly string[] | undefined {
  const clean = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(node);
    if (start >= 0) return [...path.slice(start), node];
    if (clean.has(node)) return undefined;
    for (const next of arrows[node] ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle !== undefined) return cycle;
    }
    clean.add(node);
    return undefined;
  };
  for (const node of Object.keys(arrows)) {
    const cycle = visit(node, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
