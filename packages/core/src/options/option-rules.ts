/** What an option has to be. */
export type OptionRule = {
  /** Of what type; what else is asked of it, its runner checks. */
  readonly is:
    | "text"
    | "number"
    | "boolean"
    | "function"
    | "object"
    | "clock"
    | "runner"
    | ((value: unknown) => boolean);
  /** The remedy, in words that follow "give". */
  readonly give: string;
  /** Whether it may hold secrets, so that no message shows it. Default `false`. */
  readonly secret?: boolean;
};

/** A rule for each of the options `O`, no more and no fewer; what may not be left out is `required`. */
export type OptionRules<O> = {
  readonly [N in keyof O]-?: OptionRule &
    (Partial<Pick<O, N>> extends Pick<O, N>
      ? { readonly required?: never }
      : { readonly required: true });
};
