/** A run option of a scheduler: what `cfg` may hold. */
export type RunOption = {
  readonly name: string;
  /** As TorchX names it: `"str"`, `"int"`, `"bool"`, `"list"`, `"dict"`, … */
  readonly type: string;
  readonly required: boolean;
};
