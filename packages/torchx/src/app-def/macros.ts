/**
 * What TorchX fills in for each replica, to be put into texts of `args`, `env` and `metadata` of a
 * role: `["--out", `/results/${macros.appId}/${macros.replicaId}`]`.
 *
 * They contain a NUL character, which no parameter may have: no value is ever taken for one.
 */
export const macros = {
  /** The scheduler's id of the app. */
  appId: "\0app_id\0",
  /** Number of the replica within its role, from 0. */
  replicaId: "\0replica_id\0",
  /** Root folder of the image. */
  imgRoot: "\0img_root\0",
  /** Name of the environment variable that holds the host of replica 0 of the first role. */
  rank0Env: "\0rank0_env\0",
} as const;
