import { expect, test } from "vitest";
import { defineComponent } from "./component/define-component.ts";
import { torchxRunnerSettings } from "./torchx-runner-settings.ts";

const component = defineComponent({
  params: {},
  build: () => ({ name: "a", roles: [{ name: "r", image: "i", entrypoint: "true" }] }),
});
const where = { component, trackerBase: "/results" };

test.each([
  ["local", { isLocal: true, guarantee: "exact", wrap: true }],
  ["local_cwd", { isLocal: true, guarantee: "exact", wrap: true }],
  ["local_docker", { isLocal: false, guarantee: "none", wrap: false }],
  ["slurm", { isLocal: false, guarantee: "reattach", wrap: true }],
  ["kubernetes", { isLocal: false, guarantee: "exact", wrap: false }],
  ["aws_batch", { isLocal: false, guarantee: "none", wrap: false }],
])("what is promised on %s", (scheduler, promised) => {
  expect(torchxRunnerSettings({ ...where, scheduler })).toMatchObject(promised);
});

test("containers do not see the wrapper's folder", () => {
  const options = { ...where, scheduler: "local_docker", wrap: true };
  expect(() => torchxRunnerSettings(options)).toThrow(/wrap is true.*local_docker/);
});
