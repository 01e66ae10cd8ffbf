import type { AppDef } from "../app-def/app-def.ts";
import type { ParameterSpecs, ValueOfKind } from "./parameter-spec.ts";

/** A component in TypeScript: what it takes, and the app that it makes of that. See `defineComponent`. */
export interface Component<S extends ParameterSpecs = ParameterSpecs> {
  /** For messages. */
  readonly name?: string;
  readonly params: S;
  /** The app of one trial. Asked for submissions, look-ups, plans and details: let it do nothing else. */
  build(args: ComponentValues<S>, tools: ComponentTools<S>): AppDef;
}

/** The values of the parameters of a component, by name. */
export type ComponentValues<S extends ParameterSpecs> = {
  readonly [N in keyof S]: ValueOfKind<S[N]["kind"]>;
};

/** What `build` gets besides the values. */
export type ComponentTools<S extends ParameterSpecs> = {
  /**
   * Each value as Python's `str` writes it, so that Python reads the same one: a float has a point
   * or an exponent (`3.0`, `1e-7`, `nan`, `-inf`), truth is `True` and `False`, text is as it is.
   */
  readonly text: { readonly [N in keyof S]: string };
};
