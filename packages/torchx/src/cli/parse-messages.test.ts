import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseMessages } from "./parse-messages.ts";

const planned = { handle: null, roles: [{ name: "k", replicas: 1 }] };
const ours = `{"runners": {"planned": ${JSON.stringify(planned)}}}`;

test("finds the handle and our messages among what is printed", () => {
  const stdout = `noise\n${ours}\nslurm://torchx/42\nmore slurm://torchx/43\n`;
  expect(parseMessages(stdout, "slurm")).toStrictEqual({ planned, handle: "slurm://torchx/42" });
});

test("takes the first handle", () => {
  const stdout = `${ours}\nslurm://torchx/1\r\nslurm://torchx/2\n`;
  expect(parseMessages(stdout, "slurm").handle).toBe("slurm://torchx/1");
});

test.each(["kubernetes://torchx/default:exp-1", "local_cwd:///a", "slurm://torchx/5"])(
  "takes %s for a handle",
  (handle) => {
    const [scheduler] = handle.split(":");
    expect(parseMessages(`${ours}\n${handle}\n`, scheduler).handle).toBe(handle);
  },
);

test.each([
  "slurm://torchx/",
  "x slurm://torchx/5",
  "\u001B[0mslurm://torchx/5",
  "slurm:/torchx/5",
  "s3://bucket/data",
])("does not take %j for one", (line) => {
  expect(parseMessages(`${ours}\n${line}\n`, "slurm").handle).toBeUndefined();
});

test("what is printed while the component is built is no handle", () => {
  expect(parseMessages(`slurm://torchx/41\n${ours}\n`, "slurm").handle).toBeUndefined();
});

test("nothing breaks it", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.nat(ours.length).map((end) => ours.slice(0, end)),
    fc.json().map((value) => `{"runners": {"answer": ${value}}}`),
    fc.constantFrom(`{"runners": {NaN}}`, "\uFEFF", "\u001B[1m", "slurm://torchx/5"),
  );
  const holds = fc.property(fc.array(line), (lines) => {
    const { handle } = parseMessages(lines.join("\n"), "slurm");
    return handle === undefined || lines.join("\n").includes(handle);
  });
  expect(fc.check(holds, { numRuns: 10_000 })).toMatchObject({ failed: false });
});
