import type { ExperimentStore } from "../experiment-store.ts";

/** The options of {@link ExperimentStore.acquire}. */
export type AcquireOptions = NonNullable<Parameters<ExperimentStore["acquire"]>[0]>;
