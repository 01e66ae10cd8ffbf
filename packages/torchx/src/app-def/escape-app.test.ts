import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hostileValues } from "../__fixtures__/hostile-values.ts";
import type { AppDef } from "./app-def.ts";
import { escapeApp } from "./escape-app.ts";
import { macros } from "./macros.ts";

/** What Python's `string.Template.safe_substitute` does, with TorchX's macros. */
function template(text: string): string {
  const values = new Map([
    ["app_id", "ID"],
    ["replica_id", "0"],
    ["img_root", "/img"],
    ["rank0_env", "HOST"],
  ]);
  return text.replace(
    /\$(?:(\$)|([a-z_]\w*)|\{([a-z_]\w*)\})/gi,
    (all, dollar?: string, name?: string, braced?: string) =>
      dollar ?? values.get(name ?? braced ?? "") ?? all,
  );
}

/** What Kubernetes does with the command and the environment of a container. */
function kubelet(text: string): string {
  return text.replace(/\$(?:(\$)|\(([^)]*)\))/g, (_, dollar?: string) => dollar ?? "SECRET");
}

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom("$", "{", "}", "(", ")", "app_id", "replica_id", "x") }),
  fc.constantFrom(...hostileValues.texts, ...hostileValues.textsNotForSlurm),
);

test("texts arrive as they are, whatever TorchX and Kubernetes do with them", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const role = {
        name: "a",
        image: text,
        entrypoint: text,
        args: [text, `${macros.appId}${text}${macros.replicaId}`],
        env: { A: text },
      };
      const app: AppDef = { name: text, roles: [role], metadata: { a: text } };
      const [local] = escapeApp(app, "local_cwd").roles;
      expect(local.args?.map(template)).toEqual([text, `ID${text}0`]);
      expect(template(local.env?.["A"] ?? "")).toBe(text);
      expect([local.image, local.entrypoint]).toEqual([text, text]);
      const remote = escapeApp(app, "kubernetes");
      const [first] = remote.roles;
      expect(first.args?.map((arg) => kubelet(template(arg)))).toEqual([text, `ID${text}0`]);
      expect(kubelet(template(first.env?.["A"] ?? ""))).toBe(text);
      expect(kubelet(first.entrypoint)).toBe(text);
      expect([remote.name, first.image, remote.metadata]).toEqual([text, text, { a: text }]);
    }),
  );
});

test("metadata is escaped exactly where TorchX substitutes", () => {
  const metadata = {
    text: `$a${macros.imgRoot}`,
    number: 1,
    nothing: null,
    nested: { text: "$b", list: ["$c", 2, { text: "$d" }, ["$e"]] },
  };
  const app: AppDef = { name: "a", roles: [{ name: "a", image: "", entrypoint: "e", metadata }] };
  for (const scheduler of ["slurm", "kubernetes"]) {
    expect(escapeApp(app, scheduler).roles[0].metadata).toEqual({
      text: "$$a${img_root}",
      number: 1,
      nothing: null,
      nested: { text: "$$b", list: ["$$c", 2, { text: "$d" }, ["$e"]] },
    });
  }
  expect(
    escapeApp({ name: "a", roles: [{ name: "a", image: "", entrypoint: "e" }] }, "slurm"),
  ).toEqual({
    name: "a",
    roles: [{ name: "a", image: "", entrypoint: "e" }],
  });
});
