/**
 * The GPUs in the output of `nvidia-smi -L`, by their UUIDs: its numbers are not always those of
 * CUDA. The parts that a GPU is divided into (MIG) are left out.
 */
export function parseGpuList(text: string): readonly string[] {
  return [...text.matchAll(/^GPU \d+: .*\(UUID: (GPU-[0-9a-f-]+)\)/gm)].flatMap(
    ([, uuid]) => uuid ?? [],
  );
}
