/** A time of Slurm's in seconds since the epoch, under a name; nothing where it says `Unknown` or such. */
export function parseTimeMs<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [N in Name]?: number } {
  const seconds = /^\d{1,12}$/.test(text ?? "") ? Number(text) : 0;
  return seconds === 0 ? {} : ({ [name]: seconds * 1_000 } as { [N in Name]: number });
}
