import { RunnerError } from "@runners/core";

/** @throws {RunnerError} `UNSUPPORTED` on any platform but Linux and macOS */
export function checkPlatform(platform: NodeJS.Platform): void {
  if (platform === "linux" || platform === "darwin") return;
  throw new RunnerError(
    "UNSUPPORTED",
    `LocalRunner runs on Linux and macOS, not on ${platform}: it needs POSIX process groups and sh. ` +
      `On Windows, use it inside WSL.`,
  );
}
