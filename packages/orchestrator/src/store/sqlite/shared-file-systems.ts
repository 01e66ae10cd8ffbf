/**
 * File systems that several machines may have mounted at once, by the number that `statfs` gives on
 * Linux. FUSE may be anything, a share of a virtual machine's host too: it is counted in.
 */
export const sharedFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xfe534d42, "SMB2"],
  [0xff534d42, "CIFS"],
  [0x564c, "NCP"],
  [0x0bd00bd0, "Lustre"],
  [0x47504653, "GPFS"],
  [0x19830326, "BeeGFS"],
  [0x00c36400, "CephFS"],
  [0x5346414f, "AFS"],
  [0x6b414653, "AFS"],
  [0x73757245, "Coda"],
  [0x01021997, "9p"],
  [0x65735546, "FUSE"],
  [0x20030528, "OrangeFS"],
  [0xaad7aaea, "PanFS"],
  [0xbeefdead, "StorNext"],
  [0x7461636f, "OCFS2"],
  [0x01161970, "GFS2"],
  [0x61636673, "ACFS"],
  [0x013111a8, "IBRIX"],
  [0x786f4256, "VirtualBox share"],
  [0xbacbacbc, "VMware share"],
  [0x7c7c6673, "Parallels share"],
]);
