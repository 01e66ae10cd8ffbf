/** Whether it is a submission key: `[a-z0-9-]{1,40}`. Such a key is also safe as a file's name. */
export function isSubmissionKey(key: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(key);
}
