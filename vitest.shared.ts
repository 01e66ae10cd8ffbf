import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Packages resolve to each other's source, so that tests need no build. */
const conditions = ["@runners/source", "module", "node", "development|production"];

const shared: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["src/**/*.test.ts"],
    reporters: ["dot"],
    // No test file changes what another one sees, so that they may share a worker.
    isolate: false,
    // A test that hangs is a failure; no test passes or fails by how long it takes.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

export default shared;
