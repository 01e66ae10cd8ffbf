/**
 * The value of one argument, so written that Python has exactly this value and type: numbers as
 * text (`"-1e-07"`, `"nan"`, `"3.0"`), since JSON has neither of them. Strings have their `$`
 * escaped for TorchX where they are to arrive literally.
 */
export type ComponentArgument =
  | { readonly type: "int" | "float" | "str"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "none" }
  | { readonly type: "list"; readonly value: readonly ComponentArgument[] }
  | { readonly type: "dict"; readonly value: { readonly [key: string]: ComponentArgument } };
