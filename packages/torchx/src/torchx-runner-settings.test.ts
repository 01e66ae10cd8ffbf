import { RunnerError } from "@runners/core";
import { expect, test } from "vitest";
import { defineComponent } from "./component/define-component.ts";
import type { TorchXRunnerOptions } from "./torchx-runner-options.ts";
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

function refusal(options: TorchXRunnerOptions): RunnerError {
  try {
    return expect.unreachable(torchxRunnerSettings(options).scheduler);
  } catch (error) {
    if (RunnerError.is(error)) return error;
    throw error;
  }
}

const secret = "s3cret";
test.each<[unknown, string]>([
  [undefined, "TorchXRunner: the options are undefined; give an object"],
  [
    { trackerBase: "/r" },
    "TorchXRunner has no component; give one of defineComponent, or the name",
  ],
  [{ ...where, component: 5 }, "TorchXRunner: component is 5; give one of defineComponent"],
  [{ ...where, component: () => ({}) }, "component is a function; give one of defineComponent"],
  [{ ...where, component: { build: () => ({}) } }, "component is an object; give one of def"],
  [{ component: "utils.booth" }, "TorchXRunner has no trackerBase; give a folder"],
  [{ ...where, trackerBase: 5 }, "trackerBase is 5; give a folder"],
  [{ ...where, cfg: "x" }, 'cfg is "x"; give an object of run options, or a function'],
  [{ ...where, client: "sesion" }, 'client is "sesion"; give "auto", "session" or "cli"'],
  [{ ...where, scheduler: 5 }, "scheduler is 5; give the name"],
  [{ ...where, python: "" }, 'python is ""; give the name or the path'],
  [{ ...where, callTimeoutMs: "60" }, 'callTimeoutMs is "60"; give a number'],
  [{ ...where, componentConstParams: secret }, "componentConstParams is a string; give an object"],
  [{ ...where, env: [secret] }, "env is an array; give an object"],
  [{ ...where, env: { TOKEN: [secret] } }, "env.TOKEN is no text; give one, or leave it out."],
  [
    { ...where, trackrBase: "/r" },
    'no option "trackrBase"; it has component, componentConstParams',
  ],
  [{ ...where, maxConcurency: 2 }, 'TorchXRunner has no option "maxConcurency"; it has component'],
])("refused, from code without types: %j", (options, message) => {
  const error = refusal(options as TorchXRunnerOptions);
  expect(error.code).toBe("INVALID_ARGUMENT");
  expect(error.message).toContain(message);
  expect(error.message).not.toContain(secret);
});
