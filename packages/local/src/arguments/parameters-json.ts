import type { Parameterization } from "@runners/core";

/** The parameters as JSON. Unlike `JSON.stringify`, it keeps the sign of -0. */
export function parametersJson(parameters: Parameterization): string {
  const members = Object.entries(parameters).map(([name, value]) => {
    const text = Object.is(value, -0) ? "-0" : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${text}`;
  });
  return `{${members.join(", ")}}\n`;
}
