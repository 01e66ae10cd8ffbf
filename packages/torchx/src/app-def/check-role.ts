import { show } from "../show.ts";
import { checkMount } from "./check-mount.ts";
import { macroPattern } from "./macro-pattern.ts";
import type { ProblemList } from "./problem-list.ts";
import { slurmTextProblem } from "./slurm-text-problem.ts";

/** Checks one role of an app that somebody built; it need not be a role at all. */
export function checkRole(
  at: string,
  role: unknown,
  scheduler: string,
  problems: ProblemList,
): void {
  const fields = new Map(problems.entries(at, role));
  const each = (name: string, check: (field: string, value: unknown) => void): void => {
    const value = fields.get(name);
    if (value !== undefined) check(`${at}.${name}`, value);
  };
  /** A text in which macros may be. */
  const filledIn = (field: string, value: unknown): void => {
    const text = typeof value === "string" ? value.replace(macroPattern, "") : value;
    if (!problems.text(field, text) || scheduler !== "slurm") return;
    const problem = slurmTextProblem(text);
    if (problem !== undefined) problems.add(field, problem);
  };

  const name = fields.get("name");
  if (typeof name !== "string" || !/^[A-Za-z0-9_.-]+$/.test(name)) {
    problems.add(`${at}.name`, `is ${JSON.stringify(name)}; use letters, digits, "_", "." and "-"`);
  }
  problems.text(`${at}.image`, fields.get("image"));
  problems.filledText(`${at}.entrypoint`, fields.get("entrypoint"));
  if (scheduler === "slurm") filledIn(`${at}.entrypoint`, fields.get("entrypoint") ?? "");
  each("args", (field, args) => {
    for (const [i, arg] of problems.elements(field, args).entries())
      filledIn(`${field}[${i}]`, arg);
  });
  each("env", (field, env) => {
    for (const [variable, value] of problems.entries(field, env)) {
      if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
        const assigned = typeof value === "string" ? `${variable}=${value}` : value;
        filledIn(`${field}.${variable}`, assigned);
      } else {
        problems.add(`${field}[${JSON.stringify(variable)}]`, "is not a variable's name");
      }
    }
  });
  each("numReplicas", (field, value) => problems.whole(field, value, 1));
  each("minReplicas", (field, value) => problems.whole(field, value, 0));
  each("maxRetries", (field, value) => problems.whole(field, value, 0));
  each("retryPolicy", (field, value) =>
    problems.oneOf(field, value, ["REPLICA", "APPLICATION", "ROLE"]),
  );
  each("resource", (field, value) => checkResource(field, value, problems));
  each("portMap", (field, value) => {
    for (const [port, number] of problems.entries(field, value)) {
      problems.whole(`${field}[${JSON.stringify(port)}]`, number, 0);
    }
  });
  each("metadata", (field, value) => checkNested(field, value, problems));
  each("mounts", (field, value) => {
    for (const [i, mount] of problems.elements(field, value).entries()) {
      checkMount(`${field}[${i}]`, mount, problems);
    }
  });
}

function checkResource(at: string, resource: unknown, problems: ProblemList): void {
  const fields = new Map(problems.entries(at, resource));
  problems.whole(`${at}.cpu`, fields.get("cpu"), -1);
  problems.whole(`${at}.gpu`, fields.get("gpu") ?? 0, -1);
  problems.whole(`${at}.memMB`, fields.get("memMB"), -1);
  checkNested(`${at}.capabilities`, fields.get("capabilities") ?? {}, problems);
  for (const [device, count] of problems.entries(`${at}.devices`, fields.get("devices") ?? {})) {
    problems.whole(`${at}.devices[${JSON.stringify(device)}]`, count, 0);
  }
}

/** Plain JSON, in whose texts macros may be. */
function checkNested(at: string, value: unknown, problems: ProblemList): void {
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (typeof value === "string") problems.text(at, value.replace(macroPattern, ""));
  else if (Array.isArray(value)) {
    for (const [i, one] of value.entries()) checkNested(`${at}[${i}]`, one, problems);
  } else if (typeof value === "object") {
    for (const [name, one] of Object.entries(value)) checkNested(`${at}.${name}`, one, problems);
  } else problems.add(at, `is ${show(value)}, which JSON cannot hold`);
}
