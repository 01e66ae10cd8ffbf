export { makeBatchTrial, makeTrial } from "./make-trial.ts";
