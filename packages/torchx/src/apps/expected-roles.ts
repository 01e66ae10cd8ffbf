import type { AppSource } from "../client/submission.ts";
import type { ExpectedApp } from "./app-record.ts";

/**
 * The roles that an app has once it is submitted. Of one that TorchX builds only the first is known,
 * by its name: the submission key.
 */
export function expectedRoles(source: AppSource, submissionKey: string): ExpectedApp["roles"] {
  if (source.kind === "component") return [{ name: submissionKey, replicas: 1 }];
  return source.app.roles.map(({ name, numReplicas = 1 }, i) => ({
    name: i === 0 ? submissionKey : `${submissionKey}-${name}`,
    replicas: numReplicas,
  }));
}
