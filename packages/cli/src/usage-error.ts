/** Something that the person at the terminal can mend; shown as it is, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
