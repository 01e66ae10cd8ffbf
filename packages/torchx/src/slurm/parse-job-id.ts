/** The job and its component in `123` or `123+1`; of arrays and steps (`1_2`, `1.batch`) undefined. */
export function parseJobId(
  text: string | undefined,
): { readonly jobId: string; readonly component: number } | undefined {
  const [, jobId, component] = /^(\d+)(?:\+(\d{1,9}))?$/.exec(text ?? "") ?? [];
  return jobId === undefined ? undefined : { jobId, component: Number(component ?? 0) };
}
