import { join } from "node:path";
import { escapeText } from "../app-def/escape-text.ts";
import type { Submission } from "../client/submission.ts";

/** An app of one role on `local_cwd` that runs a shell script, with its logs in this folder. */
export function shellSubmission(
  directory: string,
  submissionKey: string,
  script: string,
  others: Partial<Submission> = {},
): Submission {
  return {
    trialIndex: 0,
    submissionKey,
    notAfterMs: undefined,
    source: {
      kind: "app",
      app: {
        name: "app",
        roles: [
          {
            name: "role",
            image: "",
            entrypoint: "sh",
            args: ["-c", escapeText(script, "local_cwd")],
          },
        ],
      },
    },
    scheduler: "local_cwd",
    cfg: { log_dir: join(directory, "logs") },
    wrapper: undefined,
    ...others,
  };
}
