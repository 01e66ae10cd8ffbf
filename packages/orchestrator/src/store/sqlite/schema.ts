import { tables } from "./migrations/tables.ts";
import { views } from "./migrations/views.ts";

/**
 * The steps from an empty file to the present schema, in order. The version of a store is the
 * number of steps it has been through.
 *
 * A step that was published is never changed: what is to be different is another step. The table
 * `lease` stays as it is in all versions, since a store is owned before it is migrated.
 */
export const schema: readonly string[] = [tables, views];
