import type { Component } from "./component.ts";
import type { ComponentSignature } from "./component-signature.ts";

/** The signature of a component in TypeScript. */
export function componentSignatureOf(component: Component): ComponentSignature {
  return Object.entries(component.params).map(([name, { kind, hasDefault }]) => ({
    name,
    type: { kind },
    optional: false,
    hasDefault,
    variadic: false,
  }));
}
