import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineComponent } from "../component/define-component.ts";
import { int } from "../component/int.ts";
import { str } from "../component/str.ts";

const program = fileURLToPath(new URL("gated-program.sh", import.meta.url));

/** A program that waits at its gate until it is told to end as fated. */
export const gatedComponent = defineComponent({
  name: "gated",
  params: { fate: str(), gate: str(), trial_idx: int(), tracker_base: str() },
  build: (args) => ({
    name: "gated",
    roles: [
      {
        name: "program",
        image: "",
        entrypoint: "sh",
        args: [program, args.fate, args.gate, join(args.tracker_base, String(args.trial_idx))],
      },
    ],
  }),
});
