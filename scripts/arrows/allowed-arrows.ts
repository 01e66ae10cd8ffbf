/**
 * Which of our packages a package may depend on, in `dependencies` and `devDependencies` alike:
 * "Packages and arrows" of docs/architecture.md. A package that is not here may not exist.
 */
export const allowedArrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  synthetic: ["core"],
  mixins: ["core"],
  "simulated-backend": ["core"],
  torchx: ["core"],
  local: ["core"],
  "botorch-test-problem": ["core"],
  orchestrator: ["core"],
  cli: ["core", "orchestrator", "local"],
};

/** How many packages of others a published package may bring along; none for core. */
export const mostRuntimeDependencies = 3;
