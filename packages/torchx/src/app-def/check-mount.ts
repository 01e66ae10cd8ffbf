import { show } from "../show.ts";
import type { ProblemList } from "./problem-list.ts";

/** Checks one mount of a role that somebody built. */
export function checkMount(at: string, mount: unknown, problems: ProblemList): void {
  const fields = new Map(problems.entries(at, mount));
  const type = fields.get("type");
  problems.oneOf(`${at}.type`, type, ["bind", "volume", "device"]);
  problems.filledText(
    `${at}.${type === "volume" ? "src" : "srcPath"}`,
    fields.get(type === "volume" ? "src" : "srcPath"),
  );
  problems.filledText(`${at}.dstPath`, fields.get("dstPath"));
  const readOnly = fields.get("readOnly");
  if (readOnly !== undefined && typeof readOnly !== "boolean") {
    problems.add(`${at}.readOnly`, `is ${show(readOnly)}; give true or false`);
  }
  const permissions = fields.get("permissions");
  if (
    permissions !== undefined &&
    !(typeof permissions === "string" && /^[rwm]+$/.test(permissions))
  ) {
    problems.add(`${at}.permissions`, `is ${show(permissions)}; give some of "r", "w" and "m"`);
  }
}
