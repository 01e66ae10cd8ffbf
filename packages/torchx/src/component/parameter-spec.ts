/** What a parameter of a component may be: a whole number, any number, a text, a truth value. */
export type ParameterKind = keyof KindValues;

type KindValues = {
  readonly int: number;
  readonly float: number;
  readonly str: string;
  readonly bool: boolean;
};

/** The type of the values of a kind. */
export type ValueOfKind<K extends ParameterKind> = KindValues[K];

/** A parameter as a TypeScript component declares it; made by `int`, `float`, `str` and `bool`. */
export type ParameterSpec<K extends ParameterKind = ParameterKind, D extends boolean = boolean> = {
  readonly kind: K;
  readonly hasDefault: D;
  /** There if, and only if, `hasDefault`. */
  readonly default?: ValueOfKind<K>;
};

/** The parameters of a component, by name. */
export type ParameterSpecs = { readonly [name: string]: ParameterSpec };
