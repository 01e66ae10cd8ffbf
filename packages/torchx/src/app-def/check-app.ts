import { RunnerError } from "@runners/core";
import type { AppDef } from "./app-def.ts";
import { checkRole } from "./check-role.ts";
import { ProblemList } from "./problem-list.ts";

/**
 * Checks what a component built, as TypeScript and as data: code without types may have built it.
 *
 * @throws {RunnerError} `INVALID_TRIAL`, listing all that is wrong
 */
export function checkApp(
  app: AppDef,
  of: { readonly component: string; readonly scheduler: string; readonly trialIndex: number },
): void {
  const problems = new ProblemList();
  const fields = new Map(problems.entries("the app", app));
  if (problems.all.length === 0) {
    problems.filledText("name", fields.get("name"));
    const metadata = fields.get("metadata") ?? {};
    for (const [name, value] of problems.entries("metadata", metadata)) {
      problems.text(`metadata[${JSON.stringify(name)}]`, value);
    }
    const roles = problems.elements("roles", fields.get("roles"));
    if (Array.isArray(fields.get("roles")) && roles.length === 0) {
      problems.add("roles", "has no role; give at least one");
    }
    for (const [i, role] of roles.entries()) checkRole(`roles[${i}]`, role, of.scheduler, problems);
    checkDistinct(roles, problems);
  }
  if (problems.all.length === 0) return;
  const message = `Trial ${of.trialIndex}: ${of.component} built an app that cannot be deployed: ${problems.all.join("; ")}.`;
  throw new RunnerError("INVALID_TRIAL", message, { trialIndex: of.trialIndex });
}

function checkDistinct(roles: readonly unknown[], problems: ProblemList): void {
  const seen = new Set<unknown>();
  for (const [i, role] of roles.entries()) {
    if (typeof role !== "object" || role === null || !("name" in role)) continue;
    if (seen.has(role.name)) {
      problems.add(`roles[${i}].name`, `is ${JSON.stringify(role.name)}, as that of another role`);
    }
    seen.add(role.name);
  }
}
