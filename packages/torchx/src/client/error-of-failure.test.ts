import { expect, test } from "vitest";
import { shellSubmission } from "../__fixtures__/shell-submission.ts";
import { errorOfQuery, errorOfSubmission } from "./error-of-failure.ts";
import type { PythonFailure } from "./python-failure.ts";

const submission = shellSubmission("/", "exp-1-0", "echo hunter22", { scheduler: "slurm" });

function failure(others: Partial<PythonFailure>): PythonFailure {
  return {
    phase: "schedule",
    code: null,
    type: "CalledProcessError",
    message: "",
    status: null,
    body: "",
    filename: null,
    trouble: false,
    ...others,
  };
}

const sbatch = (text: string): Partial<PythonFailure> => ({
  message: `sbatch ended with exit code 1: sbatch: error: ${text}`,
});

test.each([
  [sbatch("invalid partition specified: nowhere"), "INVALID_ARGUMENT"],
  [
    sbatch("Batch job submission failed: Requested node configuration is not available"),
    "INVALID_ARGUMENT",
  ],
  [
    sbatch(
      "AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)",
    ),
    "NO_CAPACITY",
  ],
  [
    sbatch("Batch job submission failed: Unable to contact slurm controller (connect failure)"),
    "BACKEND",
  ],
  [
    sbatch("Batch job submission failed: Socket timed out on send/recv operation"),
    "SUBMISSION_UNKNOWN",
  ],
  [
    sbatch("Batch job submission failed: Zero Bytes were transmitted or received"),
    "SUBMISSION_UNKNOWN",
  ],
  [sbatch("something new"), "SUBMISSION_UNKNOWN"],
  [{ type: "TimeoutExpired" }, "SUBMISSION_UNKNOWN"],
  [{ type: "FileNotFoundError", filename: "sbatch" }, "INVALID_ARGUMENT"],
  [{ type: "FileNotFoundError", filename: "/work/.torchxslurmjobdirs" }, "SUBMISSION_UNKNOWN"],
  [{ type: "OSError", message: "[Errno 22] Invalid argument" }, "SUBMISSION_UNKNOWN"],
  [{ type: "MaxRetryError", message: "caused by NewConnectionError: refused" }, "BACKEND"],
  [
    {
      type: "ApiException",
      status: 400,
      body: `admission webhook "validatejob.volcano.sh" denied the request: unable to find job queue: queue not found`,
    },
    "INVALID_ARGUMENT",
  ],
  [{ type: "ApiException", status: 403, body: "exceeded quota: gpus" }, "NO_CAPACITY"],
  [{ type: "ApiException", status: 403, body: "no" }, "BACKEND"],
  [{ type: "ApiException", status: 422 }, "INVALID_TRIAL"],
  [{ type: "ApiException", status: 408 }, "SUBMISSION_UNKNOWN"],
  [{ type: "ApiException", status: 503 }, "SUBMISSION_UNKNOWN"],
  [{ type: "KeyError" }, "SUBMISSION_UNKNOWN"],
  [{ phase: "before", type: "KeyError" }, "INVALID_TRIAL"],
  [{ phase: "before", type: "OSError", trouble: true }, "BACKEND"],
  [{ phase: "before", type: "SystemError", trouble: true }, "BACKEND"],
  [{ phase: "before", type: "ConnectionRefusedError", trouble: true }, "BACKEND"],
  [{ phase: "before", type: "FileNotFoundError", trouble: true }, "INVALID_ARGUMENT"],
  [{ phase: "before", type: "ProtocolError" }, "BACKEND"],
  [{ phase: "before", type: "TimeoutExpired" }, "BACKEND"],
  [{ phase: "before", type: "InvalidRunConfigException" }, "INVALID_ARGUMENT"],
  [{ code: "DEADLINE_PASSED", type: "Refused" }, "DEADLINE_PASSED"],
] as const)("%j of a submission is %s", (others, code) => {
  const error = errorOfSubmission(failure(others), submission);
  expect(error).toMatchObject({ code, trialIndex: 0 });
  expect(error.message).toContain(
    code === "SUBMISSION_UNKNOWN" ? "may have been" : "not submitted",
  );
});

test("tells nothing of what the app was given", () => {
  const error = errorOfSubmission(failure({ message: "cannot run echo hunter22" }), submission);
  expect(`${error.message} ${String(error.cause)}`).not.toContain("hunter22");
  expect(error.message).toContain("[role argument 2]");
});

test("says what to install", () => {
  const { message, code } = errorOfQuery(
    failure({ type: "ModuleNotFoundError", message: "No module named 'kubernetes'" }),
    "The scheduler kubernetes",
  );
  expect(code).toBe("INVALID_ARGUMENT");
  expect(message).toContain(`pip install "torchx[kubernetes]"`);
});
