import { expect, test } from "vitest";
import { trackerFile } from "./tracker-file.ts";

test("the file is named after the index", () => {
  expect(trackerFile("/a/b", 3)).toEqual({ path: "/a/b/3" });
  expect(trackerFile("/a/b", 0, ".before-a")).toEqual({ path: "/a/b/0.before-a" });
  expect(trackerFile("s3://a/b//", 3)).toEqual({ url: "s3://a/b/3" });
});

test.each([-1, 1.5, NaN, "../3" as unknown as number])("%j is no index", (index) => {
  expect(() => trackerFile("/a", index)).toThrow("not a whole number from 0");
});
