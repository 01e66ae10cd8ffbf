import { expect, test } from "vitest";
import { parseProcessRows } from "./parse-process-rows.ts";

test("processes, with the rest of their lines", () => {
  const text = `  501 Ss   Tue Nov 24 09:01:02 2026
 1502 Z+   Tue Nov 24 09:01:03 2026
    7 T    Mon Jan  5 00:00:00 2026   

   12 Ss
header that is none
`;
  expect(parseProcessRows(text)).toEqual([
    { pid: 501, ended: false, rest: "Tue Nov 24 09:01:02 2026" },
    { pid: 1502, ended: true, rest: "Tue Nov 24 09:01:03 2026" },
    { pid: 7, ended: false, rest: "Mon Jan  5 00:00:00 2026" },
  ]);
});
