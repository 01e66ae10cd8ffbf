/** The user that has no rights but those of everybody, on Linux and macOS. */
const nobody = 65_534;

/** Does something without the rights of the superuser, if the test has them. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
