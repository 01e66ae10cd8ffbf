import type { AppDef, Role } from "../app-def/app-def.ts";

/** An app of one role, which runs a shell with these arguments. */
export function shellApp(role: Pick<Role, "args" | "env" | "resource">): AppDef {
  return { name: "app", roles: [{ name: "role", image: "", entrypoint: "sh", ...role }] };
}
