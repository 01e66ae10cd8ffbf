import { RunnerError, type RunnerErrorCode } from "@runners/core";
import type { PythonFailure } from "./python-failure.ts";
import { redact, type Secrets } from "./redact.ts";
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
  // After the scheduler was called, what TorchX and Python say for themselves proves nothing.
  const isBackendsWord = phase === "before" || backendTroubles.has(type) || status !== null;
  const known = isBackendsWord ? refusalCode(`${failure.message}\n${failure.body}`) : undefined;
  if (known !== undefined) return known;
  const refused = status === 400 || status === 413 || status === 422;
  if (refused) return "INVALID_TRIAL";
  if (phase === "before" && status !== null) return "BACKEND";
  if (phase === "before") {
    return codeOfQuery(failure) ?? (failure.trouble ? "BACKEND" : "INVALID_TRIAL");
  }
  if (isProgramMissing(failure)) return "INVALID_ARGUMENT";
  if (status !== null && status >= 401 && status < 500 && status !== 408) return "BACKEND";
  return "SUBMISSION_UNKNOWN";
}

/** The error of a question that failed. */
export function errorOfQuery(
  failure: PythonFailure,
  what: string,
  secrets: Secrets = {},
): RunnerError {
  const code =
    failure.code === null ? (codeOfQuery(failure) ?? "BACKEND") : (failure.code as RunnerErrorCode);
  return new RunnerError(code, `${what}: ${redact(sentence(failure), secrets)}.`, {
    cause: new Error(redact(`${failure.type}: ${failure.message}`, secrets)),
  });
}

function codeOfQuery({ type }: PythonFailure): RunnerErrorCode | undefined {
  if (wrongSettings.has(type)) return "INVALID_ARGUMENT";
  return backendTroubles.has(type) ? "BACKEND" : undefined;
}

/** Whether a program was not there to be run; a file that is missing has a folder in its path. */
function isProgramMissing({ type, filename }: PythonFailure): boolean {
  return type === "FileNotFoundError" && filename !== null && !filename.includes("/");
}

function sentence(failure: PythonFailure): string {
  const { type, code } = failure;
  const message = failure.message.trim().replace(/\.$/, "");
  if (code !== null) return message;
  if (isProgramMissing(failure)) {
    return `the program ${failure.filename} was not found on PATH; install it, or put its folder on PATH`;
  }
  if (type === "ModuleNotFoundError" && /kubernetes/.test(message)) {
    return `${message}; install it with: pip install "torchx[kubernetes]"`;
  }
  return `${type}: ${message}`;
}
