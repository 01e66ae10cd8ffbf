import type { AppDef } from "../app-def/app-def.ts";
import type { ComponentArgument } from "../component/component-argument.ts";
import type { WrapperPlan } from "../wrapper/wrapper-plan.ts";

/** Values of a scheduler's run options, by name. */
export type SchedulerCfg = {
  readonly [name: string]: SchedulerCfgValue;
};

/** The value of one run option. */
export type SchedulerCfgValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | { readonly [name: string]: string };

/** One app to submit. */
export type Submission = {
  readonly trialIndex: number;
  /** Becomes the name of the app and of its first role; the others get it as a prefix. */
  readonly submissionKey: string;
  /** Wall time in milliseconds since the epoch after which nothing is submitted. */
  readonly notAfterMs: number | undefined;
  readonly source: AppSource;
  readonly scheduler: string;
  readonly cfg: SchedulerCfg;
  /** Absent: the programs run as they are. */
  readonly wrapper: WrapperPlan | undefined;
};

/** Where an app comes from: it was built here, with `$` escaped, or a component of TorchX builds it. */
export type AppSource =
  | { readonly kind: "app"; readonly app: AppDef }
  | {
      readonly kind: "component";
      readonly name: string;
      readonly arguments: { readonly [name: string]: ComponentArgument };
    };
