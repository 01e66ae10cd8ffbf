import type { Tarball } from "./tarball.ts";

/** A line a package: what is downloaded, and what it takes on disk without its dependencies. */
export function tarballLines(tarballs: readonly Tarball[]): string[] {
  const width = Math.max(...tarballs.map(({ name }) => name.length));
  return tarballs.map(
    ({ name, version, packedBytes, unpackedBytes, files }) =>
      `${name.padEnd(width)}  ${kilobytes(packedBytes)} packed  ${kilobytes(unpackedBytes)} installed  ${files.length} files  ${version}`,
  );
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`.padStart(7);
}
