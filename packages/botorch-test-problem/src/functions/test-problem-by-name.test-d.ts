import { testProblem } from "./index.ts";

// @ts-expect-error there is no such function
testProblem("Hartman");
// @ts-expect-error it has no default size
testProblem("DTLZ2");
// @ts-expect-error nor has this one
testProblem("KeaneBumpFunction", {});
// @ts-expect-error its size is fixed
testProblem("Branin", { dim: 2 });
// @ts-expect-error not a number
testProblem("Ackley", { dim: "2" });

testProblem("DTLZ2", { dim: 6, numObjectives: 3, noiseStd: [0.1, 0.1, 0.2] });
testProblem("Branin");
