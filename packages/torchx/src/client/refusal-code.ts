import type { RunnerErrorCode } from "@runners/core";

/**
 * What schedulers and TorchX say where they did not take an app. Whatever is not in this table may
 * have been taken: `sbatch` reports failure after time-outs of jobs that run, and where it cannot
 * authenticate the answer ("Protocol authentication error").
 */
const refusals: readonly (readonly [RegExp, RunnerErrorCode])[] = [
  // Limits of one job: no waiting helps.
  [/(?:QOS|Assoc)Max\w*Per(?:Job|Node)|QOSMin\w+NotSatisfied/, "INVALID_ARGUMENT"],
  // Quotas.
  [/exceeded quota/i, "NO_CAPACITY"],
  [/Max(?:Submit)?Jobs?\w*Limit|MaxSubmit/, "NO_CAPACITY"],
  [/job submit limit/, "NO_CAPACITY"],
  [/Batch job submission failed: Resource temporarily unavailable/, "NO_CAPACITY"],
  // Slurm: what the user asked for.
  [/Invalid (?:partition|account|qos|feature|generic resource|license|node)/i, "INVALID_ARGUMENT"],
  [/invalid partition specified/i, "INVALID_ARGUMENT"],
  [/Requested node configuration is not available/, "INVALID_ARGUMENT"],
  [/More processors requested than permitted/, "INVALID_ARGUMENT"],
  [/Memory specification can not be satisfied/, "INVALID_ARGUMENT"],
  [/Requested reservation is invalid/, "INVALID_ARGUMENT"],
  [/Node count specification invalid/, "INVALID_ARGUMENT"],
  [/Requested time limit is invalid/, "INVALID_ARGUMENT"],
  [/Invalid (?:--\S+ specification|numeric value|argument)/, "INVALID_ARGUMENT"],
  [/(?:sbatch|srun): (?:unrecognized|invalid) option/, "INVALID_ARGUMENT"],
  [/User's group not permitted to use this partition/, "INVALID_ARGUMENT"],
  [/Could not establish a configuration source/, "INVALID_ARGUMENT"],
  // Slurm: nothing reached it, or it is not open to us now.
  [/Unable to contact slurm controller \(connect failure\)/, "BACKEND"],
  [/Munge encode failed/, "BACKEND"],
  [/Required partition not available/, "BACKEND"],
  [/Access\/permission denied/, "BACKEND"],
  // Kubernetes.
  [/admission webhook .*\bqueue/i, "INVALID_ARGUMENT"],
  [/NewConnectionError|NameResolutionError/, "BACKEND"],
  // TorchX itself.
  [/Failed to run component/, "INVALID_ARGUMENT"],
  [/Invalid scheduler configuration/, "INVALID_ARGUMENT"],
];

/** The code of a refusal that is known by its text; undefined: it may have been none. */
export function refusalCode(text: string): RunnerErrorCode | undefined {
  return refusals.find(([pattern]) => pattern.test(text))?.[1];
}
