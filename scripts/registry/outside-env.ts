/**
 * The environment that a command outside of this repository has: without what pnpm, turbo and
 * vitest tell their children.
 */
export function outsideEnv(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) =>
      /^npm_config_registry$/i.test(name) ||
      !/^(npm_|pnpm_|vitest|node_options|node_env|init_cwd|turbo_)/i.test(name),
  );
  return Object.fromEntries(entries);
}
