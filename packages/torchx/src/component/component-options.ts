import type { Component } from "./component.ts";
import type { ComponentConstants } from "./component-constants.ts";

/** The part of a runner's options that says what it runs. */
export type ComponentOptions<C extends Component | string, K extends ComponentConstants> = {
  /**
   * What builds the app of a trial: a component in TypeScript (`defineComponent`), or the name of
   * one of TorchX's: `"utils.booth"`, `"./trainer.py:trainer"`.
   */
  readonly component: C;
  /**
   * Values of parameters that no arm gives; an arm's value wins over one of these. Default none. The
   * texts are literal for a component in TypeScript; one of TorchX's gets them as they are, so that
   * `$` and macros such as `${app_id}` mean there what they mean to TorchX.
   */
  readonly componentConstParams?: K &
    ComponentConstants<C> & {
      readonly [N in Exclude<keyof K, keyof ComponentConstants<C>>]: never;
    };
};
