/**
 * A map whose entries come and go, for as long as a program runs.
 *
 * A `Map` that is written to without end replaces its table now and then, and each table that was
 * replaced refers to its successor. Once one of them is old, everything that was ever in a later one
 * outlives all but the full collections. So a new map is begun from time to time.
 */
export class RenewedMap<K, V> {
  #map = new Map<K, V>();
  #deletions = 0;

  get size(): number {
    return this.#map.size;
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  set(key: K, value: V): void {
    this.#map.set(key, value);
  }

  delete(key: K): void {
    if (!this.#map.delete(key)) return;
    this.#deletions += 1;
    if (this.#deletions <= this.#map.size + tolerated) return;
    this.#map = new Map(this.#map);
    this.#deletions = 0;
  }

  /**
   * While they are gone over, each may be deleted once it is shown. What else changes meanwhile may be
   * shown or not.
   */
  values(): MapIterator<V> {
    return this.#map.values();
  }
}

const tolerated = 256;
