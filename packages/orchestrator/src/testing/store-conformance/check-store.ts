import { storeCases, type StoreCaseId } from "./store-cases.ts";
import { StoreRig } from "./store-rig.ts";
import type { StoreSuite } from "./store-suite.ts";

/** Checks one rule on a store of its own. @throws where it is broken, or cannot be checked */
export async function checkStore(create: StoreSuite["create"], id: StoreCaseId): Promise<void> {
  const harness = await create();
  const rig = new StoreRig(harness);
  const each = storeCases[id];
  try {
    const lacks = each.needs?.find((hook) => harness[hook] === undefined);
    if (lacks !== undefined) {
      throw new Error(
        `${id} is not checked: the harness has no ${lacks}. Supply it, or waive "needs/${lacks}" with the reason.`,
      );
    }
    await each.check(rig);
  } finally {
    await rig.dispose();
  }
}
