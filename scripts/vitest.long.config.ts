import { mergeConfig } from "vitest/config";
import shared from "../vitest.shared.ts";

/** The tests that install and publish: minutes, and the network. */
export default mergeConfig(shared, {
  test: {
    name: "scripts, long",
    include: ["**/*.long-test.ts"],
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
