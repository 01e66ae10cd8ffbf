import { expect, test } from "vitest";
import { briefReason } from "./brief-reason.ts";

const python = `exited with code 1
Traceback (most recent call last):
  File "train.py", line 3, in <module>
    fit(lr)
torch.OutOfMemoryError: out of memory
`;
const node = `exited with code 1
node:internal/modules/cjs/loader:1568
  throw err;
  ^

Error: Cannot find module '/tmp/train.mjs'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1564:15) {
  code: 'MODULE_NOT_FOUND'
}

Node.js v24.21.0`;

test.each([
  [python, "exited with code 1: torch.OutOfMemoryError: out of memory"],
  [node, "exited with code 1: Error: Cannot find module '/tmp/train.mjs'"],
  ["exited with code 2\nloading\nno such file\n", "exited with code 2: no such file"],
  ["exited with code 1\nTypeError [ERR_X]: a\n at b", "exited with code 1: TypeError [ERR_X]: a"],
  ["ended by SIGKILL", "ended by SIGKILL"],
  ["", ""],
])("%j is %j", (reason, brief) => {
  expect(briefReason(reason)).toBe(brief);
});
