import { expect, test } from "vitest";
import { buildApp } from "./build-app.ts";
import { defineComponent } from "./define-component.ts";

test.each([
  ["resolves", () => Promise.resolve({})],
  ["rejects", () => Promise.reject(new Error("nobody hears it"))],
])("a build that gives a Promise, which %s, is refused", (_, build) => {
  const component = defineComponent({ params: {}, build: build as unknown as () => never });
  expect(() => buildApp(component, new Map(), 3)).toThrow(
    "Trial 3: build of the component gave a Promise; give an app.",
  );
});
