import type { AppDef } from "../app-def/app-def.ts";
import { macros } from "../app-def/macros.ts";
import { bool } from "../component/bool.ts";
import type { Component } from "../component/component.ts";
import { defineComponent } from "../component/define-component.ts";
import { float } from "../component/float.ts";
import { int } from "../component/int.ts";
import { str } from "../component/str.ts";
import { batchNames, type HostileBatch } from "./hostile-batches.ts";
import { writeArguments } from "./write-arguments.ts";

const specs = { str, float, int, bool };

/** A component of `batchSize` parameters of a kind, in TypeScript. */
export function typescriptHostileComponent(kind: HostileBatch["kind"], python: string): Component {
  return defineComponent({
    params: {
      ...Object.fromEntries(batchNames.map((name) => [name, specs[kind]()])),
      trial_idx: int(),
      tracker_base: str(),
    },
    build: (_args, { text }): AppDef => {
      const values = batchNames.map(
        (name) => (text as { readonly [name: string]: string })[name] ?? "",
      );
      const env = values.map((value, i) => [`HOSTILE_${i}`, value] as const);
      const out = `${text.tracker_base}/${text.trial_idx}.${macros.replicaId}`;
      return {
        name: "hostile",
        roles: [
          {
            name: "hostile",
            image: "",
            entrypoint: python,
            args: [writeArguments, out, ...values],
            env: Object.fromEntries(env),
          },
        ],
      };
    },
  });
}
