/**
 * The text so written that it arrives as it is now: TorchX reads `$$` as `$` in `args`, `env` and
 * `metadata` of a role, and Kubernetes does so once more.
 */
export function escapeText(text: string, scheduler: string): string {
  return text.replaceAll("$", isKubernetes(scheduler) ? "$$$$$$$$" : "$$$$");
}

/** As {@link escapeText}, for the entrypoint, in which TorchX replaces nothing. */
export function escapeEntrypoint(text: string, scheduler: string): string {
  return isKubernetes(scheduler) ? text.replaceAll("$", "$$$$") : text;
}

function isKubernetes(scheduler: string): boolean {
  return scheduler === "kubernetes" || scheduler === "kubernetes_mcad";
}
