import type { ComponentArgument } from "../component/component-argument.ts";
import type { Secrets } from "./redact.ts";
import type { Submission } from "./submission.ts";

/** The values of a submission that may be secrets, by what to call them. */
export function secretsOf({ source }: Submission): Secrets {
  const secrets: Record<string, string> = {};
  if (source.kind === "component") {
    for (const [name, argument] of Object.entries(source.arguments)) {
      collect(secrets, name, argument);
    }
    return secrets;
  }
  for (const role of source.app.roles) {
    Object.assign(secrets, role.env);
    for (const [index, arg] of (role.args ?? []).entries()) {
      secrets[`${role.name} argument ${index + 1}`] = arg;
    }
  }
  return secrets;
}

function collect(
  secrets: Record<string, string>,
  name: string,
  { type, ...argument }: ComponentArgument,
): void {
  if (!("value" in argument)) return;
  const { value } = argument;
  if (type === "str" && typeof value === "string") secrets[name] = value;
  if (typeof value !== "object") return;
  for (const [key, item] of Object.entries(value as Record<string, ComponentArgument>)) {
    collect(secrets, `${name}.${key}`, item);
  }
}
