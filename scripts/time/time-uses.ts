import type { Node } from "oxc-parser";
import { visitorKeys } from "oxc-parser";
import type { SourceFile } from "../sources/source-file.ts";

export type TimeUse = { readonly line: number; readonly what: string };

/** Names that read time or wait wherever they are used. */
const globals: ReadonlySet<string> = new Set([
  "performance",
  "setImmediate",
  "setInterval",
  "setTimeout",
]);
const globalObjects: ReadonlySet<string> = new Set(["globalThis", "global", "self", "window"]);
/** Members that read time or wait, by the object they are taken from. */
const members: Readonly<Record<string, readonly string[]>> = {
  AbortSignal: ["timeout"],
  Atomics: ["wait", "waitAsync"],
  process: ["hrtime", "uptime"],
};
/** Members of Date that do neither. */
const timeless: ReadonlySet<string> = new Set(["parse", "UTC", "prototype"]);
const modules: ReadonlySet<string> = new Set(["perf_hooks", "timers", "timers/promises"]);

/**
 * Every place in a file that reads time or waits past the `Clock`: timers, `Date.now`, `new Date()`,
 * `performance`, `process.hrtime`, `Atomics.wait`, `AbortSignal.timeout`, and the modules of Node
 * that offer them. It goes by names, so a local variable should not have one of these.
 */
export function timeUses(file: SourceFile): TimeUse[] {
  const found: TimeUse[] = [];
  const add = (node: Node, what: string): void => {
    found.push({ line: file.lineAt(node.start), what });
  };
  walk(file.program, undefined, (node, parent) => {
    if (node.type === "ImportDeclaration" || node.type === "ExportNamedDeclaration") {
      const name = node.source?.value.replace(/^node:/, "");
      if (name !== undefined && modules.has(name)) add(node, name);
      return;
    }
    if (node.type === "ImportExpression" && node.source.type === "Literal") {
      const name = String(node.source.value).replace(/^node:/, "");
      if (modules.has(name)) add(node, name);
      return;
    }
    if (node.type === "MemberExpression" && node.object.type === "Identifier") {
      const object = node.object.name;
      const property = memberName(node);
      if (property === undefined) return;
      if (members[object]?.includes(property)) add(node, `${object}.${property}`);
      if (globalObjects.has(object) && (globals.has(property) || property === "Date")) {
        add(node, `${object}.${property}`);
      }
      return;
    }
    if (node.type === "VariableDeclarator" && node.init?.type === "Identifier") {
      if (node.id.type !== "ObjectPattern") return;
      const object = node.init.name;
      for (const property of node.id.properties) {
        if (property.type !== "Property" || property.key.type !== "Identifier") continue;
        if (members[object]?.includes(property.key.name))
          add(property, `${object}.${property.key.name}`);
      }
      return;
    }
    if (node.type !== "Identifier" || isOnlyAName(node, parent)) return;
    if (globals.has(node.name)) add(node, node.name);
    if (node.name === "Date" && !isTimeless(node, parent)) add(node, "the present Date");
  });
  return found;
}

/** Whether a use of `Date` leaves the present time alone: `new Date(ms)`, `Date.parse`, `instanceof Date`. */
function isTimeless(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false;
  if (parent.type === "NewExpression") return parent.callee === node && parent.arguments.length > 0;
  if (parent.type === "MemberExpression") return timeless.has(memberName(parent) ?? "");
  if (parent.type === "BinaryExpression") return parent.operator === "instanceof";
  return parent.type.startsWith("TS");
}

/** Whether an identifier names a member and not a variable. */
function isOnlyAName(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || !("computed" in parent) || parent.computed) return false;
  if (parent.type === "MemberExpression") return parent.property === node;
  if (parent.type === "Property") return parent.key === node && !parent.shorthand;
  return "key" in parent && parent.key === node;
}

function memberName(node: Node): string | undefined {
  if (node.type !== "MemberExpression") return undefined;
  const { property } = node;
  if (!node.computed && property.type === "Identifier") return property.name;
  if (property.type === "Literal" && typeof property.value === "string") return property.value;
  return undefined;
}

function walk(
  node: Node,
  parent: Node | undefined,
  visit: (node: Node, parent: Node | undefined) => void,
): void {
  visit(node, parent);
  for (const key of visitorKeys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, node, visit);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}
