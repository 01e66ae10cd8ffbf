/**
 * The type of the file system that a path lies on, by what `mount` prints on macOS: lines like
 * `//me@server/share on /Volumes/share (smbfs, nodev, nosuid)`.
 */
export function mountOf(path: string, mounts: string): string | undefined {
  let found: { readonly point: string; readonly type: string } | undefined;
  for (const line of mounts.split("\n")) {
    const [, point, type] = /^.*? on (\/.*) \(([^,)]+)[^)]*\)$/.exec(line) ?? [];
    if (point === undefined || type === undefined || !contains(point, path)) continue;
    if (found === undefined || point.length > found.point.length) found = { point, type };
  }
  return found?.type;
}

function contains(point: string, path: string): boolean {
  return path === point || path.startsWith(point.endsWith("/") ? point : `${point}/`);
}
