export {
  SyntheticRunner,
  type SyntheticRunMetadata,
  type SyntheticRunnerOptions,
} from "./synthetic-runner.ts";
