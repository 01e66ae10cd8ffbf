import { batchNames, type HostileBatch } from "./hostile-batches.ts";
import { writeArguments } from "./write-arguments.ts";

/** A component of `batchSize` parameters of a kind, in Python. */
export function pythonHostileComponent(kind: HostileBatch["kind"], python: string): string {
  const write = {
    str: "{0}",
    int: "type({0}).__name__ + ' ' + str({0})",
    float: "type({0}).__name__ + ' ' + repr({0})",
    bool: "type({0}).__name__ + ' ' + str({0})",
  };
  const values = batchNames.map((name) => write[kind].replaceAll("{0}", name)).join(", ");
  return `import torchx.specs as specs

def hostile(${batchNames.map((name) => `${name}: ${kind}`).join(", ")}, trial_idx: int, tracker_base: str) -> specs.AppDef:
    values = [${values}]
    env = {"HOSTILE_" + str(i): value for i, value in enumerate(values)}
    out = tracker_base + "/" + str(trial_idx) + "." + specs.macros.replica_id
    args = [${JSON.stringify(writeArguments)}, out] + values
    return specs.AppDef("hostile", [specs.Role("hostile", "", entrypoint=${JSON.stringify(python)}, args=args, env=env)])
`;
}
