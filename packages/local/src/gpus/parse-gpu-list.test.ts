import { expect, test } from "vitest";
import { parseGpuList } from "./parse-gpu-list.ts";

test("the UUIDs of whole GPUs", () => {
  const text = `GPU 0: NVIDIA A100-SXM4-80GB (UUID: GPU-5fd4f087-86f3-7a43-b711-4771313afc50)
  MIG 3g.40gb     Device  0: (UUID: MIG-0a9ff1dd-9e4f-5f5c-8e1a-0d4d6e6f1b2c)
GPU 1: Tesla (V100) (UUID: GPU-2a1b3c4d-0000-1111-2222-333344445555)
`;
  expect(parseGpuList(text)).toEqual([
    "GPU-5fd4f087-86f3-7a43-b711-4771313afc50",
    "GPU-2a1b3c4d-0000-1111-2222-333344445555",
  ]);
  expect(parseGpuList("No devices were found\n")).toEqual([]);
});
