import { execFileSync } from "node:child_process";
import { realpathSync, statfsSync } from "node:fs";
import type { FileSystem } from "./file-system.ts";
import { mountOf } from "./mount-of.ts";
import { sharedFileSystems } from "./shared-file-systems.ts";

/** macOS names of file systems that other machines may have mounted too, or that may be anything. */
const sharedOnDarwin: ReadonlySet<string> = new Set([
  "afpfs",
  "fusefs",
  "lifs",
  "macfuse",
  "nfs",
  "osxfuse",
  "smbfs",
  "virtiofs",
  "webdav",
]);

/**
 * The file system of a folder: by its number on Linux, by the table of mounts on macOS. On Windows
 * only a path that begins with the name of a server is known to be on a network.
 */
export function detectFileSystem(folder: string): FileSystem {
  const path = realpathSync(folder);
  if (process.platform === "linux") return linuxFileSystem(statfsSync(path, { bigint: true }).type);
  if (process.platform === "darwin") return darwinFileSystem(path);
  return { type: path.startsWith("\\\\") ? "network" : "local" };
}

function darwinFileSystem(path: string): FileSystem {
  const name = mountOf(path, execFileSync("/sbin/mount", [], { encoding: "utf8" }));
  if (name === undefined) return { type: "local" };
  return { type: sharedOnDarwin.has(name) ? "network" : "local", name };
}

/** The file system of the number that `statfs` gives; some systems extend its sign. */
export function linuxFileSystem(type: bigint): FileSystem {
  const name = sharedFileSystems.get(Number(BigInt.asUintN(32, type)));
  return name === undefined ? { type: "local" } : { type: "network", name };
}
