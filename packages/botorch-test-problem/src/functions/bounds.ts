/** The least and the greatest value of each parameter, both allowed. */
export type Bounds = readonly (readonly [lower: number, upper: number])[];
