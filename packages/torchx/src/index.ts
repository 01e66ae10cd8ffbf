export type { AppDef, Mount, Resource, RetryPolicy, Role } from "./app-def/app-def.ts";
export { macros } from "./app-def/macros.ts";
export { bool } from "./component/bool.ts";
export type { Component, ComponentTools, ComponentValues } from "./component/component.ts";
export { defineComponent, type ComponentDefinition } from "./component/define-component.ts";
export { float } from "./component/float.ts";
export { int } from "./component/int.ts";
export type { ParameterSpec, ParameterSpecs } from "./component/parameter-spec.ts";
export { str } from "./component/str.ts";
