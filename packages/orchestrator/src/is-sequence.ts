/** Whether candidates can be taken from it, one after the other; a text is none. */
export function isSequence(value: unknown): value is Iterable<unknown> | AsyncIterable<unknown> {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  return [Symbol.iterator, Symbol.asyncIterator].some(
    (begin) => typeof Reflect.get(value, begin) === "function",
  );
}
