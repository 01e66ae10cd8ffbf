/** A value that JSON keeps as it is. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** An object that JSON keeps as it is: no class instances, functions, `undefined` or live handles. */
export type JsonObject = { readonly [key: string]: JsonValue };
