import type { AppDef, Role } from "./app-def.ts";
import { escapeEntrypoint, escapeText } from "./escape-text.ts";
import { macroPattern } from "./macro-pattern.ts";

/**
 * The app as TorchX has to get it, so that its texts arrive literally and its macros are filled in.
 * Not to be applied twice.
 */
export function escapeApp(app: AppDef, scheduler: string): AppDef {
  const escape = (text: string): string =>
    escapeText(text, scheduler).replace(macroPattern, (_, name: string) => `\${${name}}`);
  const escapeRole = (role: Role): Role => ({
    ...role,
    entrypoint: escapeEntrypoint(role.entrypoint, scheduler),
    ...(role.args !== undefined && { args: role.args.map(escape) }),
    ...(role.env !== undefined && { env: mapValues(role.env, escape) }),
    // Kubernetes sees metadata only through TorchX.
    ...(role.metadata !== undefined && { metadata: escapeNested(role.metadata) }),
  });
  const [first, ...others] = app.roles;
  return { ...app, roles: [escapeRole(first), ...others.map(escapeRole)] };
}

/** Exactly where TorchX substitutes: texts in objects and directly in their arrays, not deeper. */
function escapeNested(metadata: object): { readonly [name: string]: unknown } {
  return mapValues(metadata, (value: unknown) => {
    if (Array.isArray(value)) return value.map(escapeNestedText);
    return typeof value === "object" && value !== null
      ? escapeNested(value)
      : escapeNestedText(value);
  });
}

function escapeNestedText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return escapeText(value, "").replace(macroPattern, (_, name: string) => `\${${name}}`);
}

function mapValues<V, W>(
  values: { readonly [name: string]: V } | object,
  map: (value: V) => W,
): { readonly [name: string]: W } {
  return Object.fromEntries(
    Object.entries(values as { readonly [name: string]: V }).map(([name, value]) => [
      name,
      map(value),
    ]),
  );
}
