import type { AppSource } from "../client/submission.ts";
import type { ExpectedApp } from "./app-record.ts";

/**
 * The roles that an app has once it is submitted. Of one that TorchX builds, or of which
 * nothing else is known, only the first is, by its name: the submission key.
 */
export function expectedRoles(
  source: AppSource | undefined,
  submissionKey: string,
): ExpectedApp["roles"] {
  if (source?.kind !== "app") return [{ name: submissionKey, replicas: 1 }];
  return source.app.roles.map(({ name, numReplicas = 1 }, i) => ({
    name: i === 0 ? submissionKey : `${submissionKey}-${name}`,
    replicas: numReplicas,
  }));
}
