/** What a component takes: its parameters, in order. */
export type ComponentSignature = readonly ComponentParameter[];

/** One parameter of a component. */
export type ComponentParameter = {
  readonly name: string;
  readonly type: ComponentParameterType;
  /** Whether `None` is a value (`Optional[…]`). */
  readonly optional: boolean;
  /** Whether it may be left out. */
  readonly hasDefault: boolean;
  /** Whether it is the `*args` of the component: a list of strings. */
  readonly variadic: boolean;
};

/** The types that TorchX takes; the annotation itself where it is another one, such as `list[int]`. */
export type ComponentParameterType =
  | { readonly kind: "int" | "float" | "str" | "bool" }
  | { readonly kind: "list"; readonly of: "int" | "float" | "str" | "bool" }
  | { readonly kind: "dict"; readonly of: "int" | "float" | "str" | "bool" }
  | { readonly kind: "other"; readonly annotation: string };
