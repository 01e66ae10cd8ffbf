export { FakeProcesses, type FakeProcess } from "./fake-processes.ts";
export type { StoreCaseId } from "./store-conformance/store-cases.ts";
export { storeConformance } from "./store-conformance/store-conformance.ts";
export type { StoreHarness, StoreHooks } from "./store-conformance/store-harness.ts";
export type { StoreSuite, StoreWaiver } from "./store-conformance/store-suite.ts";
