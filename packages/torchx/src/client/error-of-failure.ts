import { RunnerError, type RunnerErrorCode } from "@runners/core";
import type { PythonFailure } from "./python-failure.ts";
import { redact } from "./redact.ts";
import { refusalCode } from "./refusal-code.ts";
import { secretsOf } from "./secrets-of.ts";
import type { Submission } from "./submission.ts";

/** Exceptions of TorchX and Python that say that a setting or a component is wrong. */
const wrongSettings: ReadonlySet<string> = new Set([
  "ComponentNotFoundException",
  "ComponentValidationException",
  "FileNotFoundError",
  "ImportError",
  "InvalidRunConfigException",
  "ModuleNotFoundError",
  "SyntaxError",
]);

/** Exceptions that say that the backend, or the way there, is not in order. */
const backendTroubles: ReadonlySet<string> = new Set([
  "ApiException",
  "CalledProcessError",
  "ConfigException",
  "ConnectionError",
  "MaxRetryError",
  "NewConnectionError",
  "ProtocolError",
  "ReadTimeoutError",
  "TimeoutError",
  "TimeoutExpired",
]);

/** The error of a submission that failed; `SUBMISSION_UNKNOWN` unless it is sure that nothing was submitted. */
export function errorOfSubmission(failure: PythonFailure, submission: Submission): RunnerError {
  const { trialIndex, scheduler } = submission;
  const secrets = secretsOf(submission);
  const code = codeOfSubmission(failure);
  const what = redact(sentence(failure), secrets);
  const message =
    code === "SUBMISSION_UNKNOWN"
      ? `Trial ${trialIndex} may have been submitted to ${scheduler}, or not: ${what}; look it up by its submission key.`
      : `Trial ${trialIndex} was not submitted to ${scheduler}: ${what}.`;
  const cause = new Error(redact(`${failure.type}: ${failure.message}`, secrets));
  return new RunnerError(code, message, { trialIndex, cause });
}

function codeOfSubmission(failure: PythonFailure): RunnerErrorCode {
  const { code, phase, type, status } = failure;
  if (code !== null) return code as RunnerErrorCode;
  const known = refusalCode(`${failure.message}\n${failure.body}`);
  if (known !== undefined) return known;
  const refused = status === 400 || status === 413 || status === 422;
  if (refused) return "INVALID_TRIAL";
  if (phase === "before" && status !== null) return "BACKEND";
  if (phase === "before") {
    return codeOfQuery(failure) ?? (failure.trouble ? "BACKEND" : "INVALID_TRIAL");
  }
  // The program that submits was not there.
  if (type === "FileNotFoundError") return "INVALID_ARGUMENT";
  if (status !== null && status >= 401 && status < 500 && status !== 408) return "BACKEND";
  return "SUBMISSION_UNKNOWN";
}

/** The error of a question that failed. */
export function errorOfQuery(failure: PythonFailure, what: string): RunnerError {
  const code =
    failure.code === null ? (codeOfQuery(failure) ?? "BACKEND") : (failure.code as RunnerErrorCode);
  return new RunnerError(code, `${what}: ${sentence(failure)}.`, {
    cause: new Error(`${failure.type}: ${failure.message}`),
  });
}

function codeOfQuery({ type }: PythonFailure): RunnerErrorCode | undefined {
  if (wrongSettings.has(type)) return "INVALID_ARGUMENT";
  return backendTroubles.has(type) ? "BACKEND" : undefined;
}

function sentence(failure: PythonFailure): string {
  const { type, code, filename } = failure;
  const message = failure.message.trim().replace(/\.$/, "");
  if (code !== null) return message;
  if (type === "FileNotFoundError" && filename !== null && !filename.includes("/")) {
    return `the program ${filename} was not found on PATH; install it, or put its folder on PATH`;
  }
  if (type === "ModuleNotFoundError" && /kubernetes/.test(message)) {
    return `${message}; install it with: pip install "torchx[kubernetes]"`;
  }
  return `${type}: ${message}`;
}
