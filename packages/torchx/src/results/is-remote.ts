/** Whether fsspec looks for it anywhere but among the files of this machine. */
export function isRemote(trackerBase: string): boolean {
  const [, protocol] = /^([a-z][a-z0-9+.-]*)(?:::|:\/\/)/i.exec(trackerBase) ?? [];
  return protocol !== undefined && protocol !== "file" && protocol !== "local";
}
