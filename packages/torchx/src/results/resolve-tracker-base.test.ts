import { homedir } from "node:os";
import { expect, test } from "vitest";
import { resolveTrackerBase } from "./resolve-tracker-base.ts";

test.each([
  ["/a/b", "/a/b"],
  ["/a/b//", "/a/b"],
  ["a/b", "/work folder/a/b"],
  [".", "/work folder"],
  ["file:///a/b%20c", "/a/b%20c"],
  ["file:/a", "/a"],
  ["file://a", "/work folder/a"],
  ["local:///a", "/a"],
  ["~/a", `${homedir()}/a`],
  ["~a", "/work folder/~a"],
  ["/a#b?c $HOME", "/a#b?c $HOME"],
  ["s3://bucket/a", "s3://bucket/a"],
  ["simplecache::s3://bucket/a/", "simplecache::s3://bucket/a/"],
])("%s is %s", (given, resolved) => {
  expect(resolveTrackerBase(given, "/work folder")).toBe(resolved);
});

test.each(["", "/a::b", "a::/b/::c", "a\0", "\ud800"])("%j is refused", (given) => {
  // `a::…` alone would be a protocol of fsspec's.
  const path = given.startsWith("a::") ? `./${given}` : given;
  expect(() => resolveTrackerBase(path, "/")).toThrow(
    expect.objectContaining({
      code: "INVALID_ARGUMENT",
      message: expect.stringContaining(`trackerBase is ${JSON.stringify(path)}`) as string,
    }),
  );
});

test.each(["s3://key:secret@bucket/a", "simplecache::ftp://user:secret@host/a"])(
  "a URL with a password is refused, and not shown",
  (given) => {
    expect(() => resolveTrackerBase(given, "/")).toThrow(/env/);
    expect(() => resolveTrackerBase(given, "/")).not.toThrow(/secret/);
    expect(resolveTrackerBase("sftp://user@host/a:b@c", "/")).toBe("sftp://user@host/a:b@c");
  },
);
