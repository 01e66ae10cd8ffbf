import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { detectFileSystem, linuxFileSystem } from "./detect-file-system.ts";
import { sharedFileSystems } from "./shared-file-systems.ts";

test("the folder for temporary files lies on a disk of this machine", () => {
  expect(detectFileSystem(tmpdir()).type).toBe("local");
});

test.each([
  [0x6969n, "NFS"],
  [0xff534d42n, "CIFS"],
  // As a 32-bit system gives it, with its sign extended.
  [-0xacb2ben, "CIFS"],
  [0xffffffff_fe534d42n, "SMB2"],
  [0x0bd00bd0n, "Lustre"],
  [0x65735546n, "FUSE"],
])("%d is on a network", (type, name) => {
  expect(linuxFileSystem(type)).toEqual({ type: "network", name });
});

test.each([
  [0xef53n, "ext4"],
  [0x01021994n, "tmpfs"],
  [0x58465342n, "XFS"],
  [0x9123683en, "Btrfs"],
  [0x794c7630n, "overlayfs"],
  [0x2fc12fc1n, "ZFS"],
])("%d (%s) is on this machine", (type) => {
  expect(linuxFileSystem(type)).toEqual({ type: "local" });
});

test("the numbers are those of the kernel, where its header is there to compare with", () => {
  const header = "/usr/include/linux/magic.h";
  const text = existsSync(header) ? readFileSync(header, "utf8") : "#define NFS_SUPER_MAGIC 0x6969";
  const numbers = new Map(
    [...text.matchAll(/#define\s+(\w+)\s+(0x[0-9a-f]+)/gi)].map(([, name, number]) => [
      name,
      Number(number),
    ]),
  );
  const shared = [
    "NFS_SUPER_MAGIC",
    "SMB_SUPER_MAGIC",
    "SMB2_SUPER_MAGIC",
    "CIFS_SUPER_MAGIC",
  ].concat(
    ["CEPH_SUPER_MAGIC", "AFS_SUPER_MAGIC", "AFS_FS_MAGIC", "CODA_SUPER_MAGIC", "V9FS_MAGIC"],
    ["FUSE_SUPER_MAGIC", "NCP_SUPER_MAGIC", "OCFS2_SUPER_MAGIC"],
  );
  const unknown = shared.filter((name) => !sharedFileSystems.has(numbers.get(name) ?? 0x6969));
  expect(unknown).toEqual([]);
});
