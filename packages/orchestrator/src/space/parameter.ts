import type { ParameterValue } from "@runners/core";

/**
 * How a range is divided: `"linear"`, every stretch of equal length alike, or `"log"`, every stretch
 * of equal ratio alike (as much between 0.001 and 0.01 as between 0.01 and 0.1).
 */
export type Scale = "linear" | "log";

/** A real number within bounds, both included. */
export type FloatParameter = {
  readonly name: string;
  readonly type: "float";
  /** The lowest and the highest value: finite, in this order, above 0 on a log scale. */
  readonly bounds: readonly [number, number];
  /** Default `"linear"`. */
  readonly scale?: Scale | undefined;
};

/** A whole number within bounds, both included. */
export type IntParameter = {
  readonly name: string;
  readonly type: "int";
  /** The lowest and the highest value: whole, in this order, above 0 on a log scale. */
  readonly bounds: readonly [number, number];
  /** Default `"linear"`. */
  readonly scale?: Scale | undefined;
};

/** One of some values, none before another. */
export type ChoiceParameter = {
  readonly name: string;
  readonly type: "choice";
  /** At least one, no two equal. */
  readonly values: readonly ParameterValue[];
};

/** The same value in every trial. */
export type FixedParameter = {
  readonly name: string;
  readonly type: "fixed";
  readonly value: ParameterValue;
};

/** One parameter of a search space; plain data that JSON keeps. `type` tells them apart. */
export type Parameter = FloatParameter | IntParameter | ChoiceParameter | FixedParameter;
