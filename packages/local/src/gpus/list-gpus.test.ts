import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../__fixtures__/temporary-directory.ts";
import { listGpus } from "./list-gpus.ts";

test.each([
  ["0,1", ["0", "1"]],
  ["GPU-a, GPU-b", ["GPU-a", "GPU-b"]],
  ["", []],
  ["-1", []],
  ["2,-1,3", ["2"]],
  ["1,1", ["1"]],
])("those that CUDA_VISIBLE_DEVICES=%j leaves visible", async (visible, gpus) => {
  expect(await listGpus({ CUDA_VISIBLE_DEVICES: visible })).toEqual(gpus);
});

test("else those that nvidia-smi lists; none where it is not there, or fails", async () => {
  using place = temporaryDirectory();
  const PATH = `${place.path}:/usr/bin:/bin`;
  expect(await listGpus({ PATH: place.path })).toEqual([]);
  const tool = join(place.path, "nvidia-smi");
  writeFileSync(tool, '#!/bin/sh\n[ "$1" = -L ] && echo "GPU 0: X (UUID: GPU-0a)"\n');
  chmodSync(tool, 0o755);
  expect(await listGpus({ PATH })).toEqual(["GPU-0a"]);
  writeFileSync(tool, '#!/bin/sh\necho "GPU 0: X (UUID: GPU-0a)"; exit 9\n');
  expect(await listGpus({ PATH })).toEqual([]);
});
