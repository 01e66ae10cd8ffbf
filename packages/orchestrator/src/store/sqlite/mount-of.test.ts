import { expect, test } from "vitest";
import { mountOf } from "./mount-of.ts";

const mounts = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ada@server/share on /Volumes/my (old) share (smbfs, nodev, nosuid, mounted by ada)
server:/export on /Volumes/nfs (nfs)
`;

test.each([
  ["/Users/ada/experiment.db", "apfs"],
  ["/", "apfs"],
  ["/Volumes/nfs", "nfs"],
  ["/Volumes/nfs/runs", "nfs"],
  ["/Volumes/nfs-like/runs", "apfs"],
  ["/Volumes/my (old) share/runs", "smbfs"],
])("%s lies on %s", (path, type) => {
  expect(mountOf(path, mounts)).toBe(type);
});

test("where nothing fits, nothing is known", () => {
  expect(mountOf("/runs", "")).toBeUndefined();
});
