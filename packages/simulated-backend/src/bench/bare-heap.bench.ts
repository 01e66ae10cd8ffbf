// The assertions stand for checks that the bar should not pay for.
// oxlint-disable typescript/no-unnecessary-type-assertion
/** The finish times of trials, handed out to slots first come, first served. */
export type FinishTimes = { readonly finish: Float64Array; readonly last: number };

/**
 * The bar: the least that any such simulation has to do. All trials are there at time 0; a binary heap
 * on a typed array holds when each of the busy slots becomes free. No indices, no statuses, no queue.
 */
export function bareHeap(runtimes: Float64Array, slots: number): FinishTimes {
  const count = runtimes.length;
  const finish = new Float64Array(count);
  const heap = new Float64Array(slots);
  let size = 0;
  let last = 0;
  for (let trial = 0; trial < count; trial += 1) {
    const runtime = runtimes[trial] as number;
    if (size < slots) {
      let at = size++;
      finish[trial] = runtime;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if ((heap[parent] as number) <= runtime) break;
        heap[at] = heap[parent] as number;
        at = parent;
      }
      heap[at] = runtime;
      continue;
    }
    const end = (heap[0] as number) + runtime;
    finish[trial] = end;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
      if ((heap[child] as number) >= end) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = end;
  }
  for (let at = 0; at < size; at += 1) last = Math.max(last, heap[at] as number);
  return { finish, last };
}
