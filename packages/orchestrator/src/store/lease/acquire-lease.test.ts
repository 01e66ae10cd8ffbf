import { VirtualClock, type ProcessTable } from "@runners/core";
import { expect, test } from "vitest";
import { FakeProcesses } from "../../testing/fake-processes.ts";
import { acquireLease, type Taker } from "./acquire-lease.ts";
import { isUnchanged } from "./is-unchanged.ts";
import type { Lease } from "./lease.ts";
import type { LeaseCell } from "./lease-cell.ts";

/** A cell, drivers of it, and a clock that moves by itself. */
function setUp(options: { readonly oneMachine?: boolean } = {}) {
  const clock = new VirtualClock({ startMs: 1_000_000 });
  const processes = new FakeProcesses();
  const cell = new TestCell();
  const taker = (table: ProcessTable): Taker => ({
    name: "The experiment",
    processes: table,
    clock,
    watchMs: 60_000,
    oneMachine: options.oneMachine ?? true,
  });
  const take = (table: ProcessTable, acquireOptions = {}): Promise<string> =>
    acquireLease(cell, taker(table), acquireOptions);
  return { clock, processes, cell, take };
}

class TestCell implements LeaseCell {
  lease: Lease | undefined;
  /** Called once between looking and taking. */
  between: (() => void) | undefined;

  read(): Lease | undefined {
    return this.lease;
  }

  replace(previous: Lease | undefined, lease: Lease): boolean {
    const { between } = this;
    this.between = undefined;
    between?.();
    if (!isUnchanged(previous, this.lease)) return false;
    this.lease = lease;
    return true;
  }

  renew(): void {
    if (this.lease !== undefined) this.lease = { ...this.lease, counter: this.lease.counter + 1 };
  }
}

const there = { host: "there", bootId: "boot-of-there" };
const afterReboot = { bootId: "next-boot-of-here" };
const otherContainer = { pidNamespace: "pid:[2]" };

test("a free lease is taken, with who and when", async () => {
  const { cell, processes, take } = setUp();
  const table = processes.start();
  const token = await take(table);
  const times = { acquiredAtMs: 1_000_000, renewedAtMs: 1_000_000 };
  expect(cell.lease).toEqual({ ...table.self(), ...times, token, counter: 0 });
});

test("the refusal names process, host and ages", async () => {
  const { cell, clock, processes, take } = setUp();
  const first = processes.start();
  await take(first);
  await clock.sleep(180_000);
  if (cell.lease !== undefined) cell.lease = { ...cell.lease, renewedAtMs: 1_178_000 };
  await expect(take(processes.start())).rejects.toThrow(
    `The experiment is driven by process ${first.self().pid} on here (driving since 3 min ago, last seen 2 s ago). Let it finish, or end it and run the same command again.`,
  );
});

test("one that another takes between looking and taking is refused", async () => {
  const { cell, processes, take } = setUp();
  const [faster, slower] = [processes.start(), processes.start()];
  const gone = processes.start();
  await take(gone);
  gone.end();
  const taking: Promise<string>[] = [];
  cell.between = () => void taking.push(take(faster));
  await expect(take(slower)).rejects.toMatchObject({ code: "NOT_OWNER" });
  expect(cell.lease?.token).toBe(await taking[0]);
});

test("one of an earlier boot of this machine is dead, where only this machine can have it", async () => {
  const { clock, processes, take } = setUp();
  await take(processes.start());
  await take(processes.start(afterReboot));
  expect(clock.monotonic()).toBe(0);
});

test.each([
  ["of another boot, where other machines of this name can have it", afterReboot, false],
  ["of another container of this machine", otherContainer, true],
  ["of another host", there, true],
])("one %s is watched for a minute first", async (_, place, oneMachine) => {
  const { cell, clock, processes, take } = setUp({ oneMachine });
  const silent = processes.start();
  await take(silent);
  const watched: unknown[] = [];
  const onWatching = (...told: unknown[]): void => void watched.push(told);
  const token = await take(processes.start(place), { onWatching });
  expect(watched).toEqual([[expect.objectContaining({ pid: silent.self().pid }), 60_000]]);
  expect(clock.monotonic()).toBe(60_000);
  expect(cell.lease?.token).toBe(token);
});

test.each([[1_000], [30_000], [59_999]])(
  "a sign of life after %d ms is seen, and the taker refused",
  async (ms) => {
    const { cell, clock, processes, take } = setUp();
    await take(processes.start());
    const before = cell.lease?.token;
    clock.schedule(clock.now() + ms, () => cell.renew());
    await expect(take(processes.start(there))).rejects.toMatchObject({ code: "NOT_OWNER" });
    expect(clock.monotonic()).toBeLessThanOrEqual(ms + 1_000);
    expect(cell.lease?.token).toBe(before);
  },
);

test("a sign of life in the last moment, between looking and taking, is seen", async () => {
  const { cell, clock, processes, take } = setUp();
  await take(processes.start());
  const before = cell.lease?.token;
  cell.between = () => {
    cell.renew();
    clock.schedule(clock.now() + 500, () => cell.renew());
  };
  await expect(take(processes.start(there))).rejects.toMatchObject({ code: "NOT_OWNER" });
  expect(cell.lease?.token).toBe(before);
});

test("one that is released while it is watched is taken at once", async () => {
  const { cell, clock, processes, take } = setUp();
  await take(processes.start());
  clock.schedule(clock.now() + 10_000, () => {
    cell.lease = undefined;
  });
  const token = await take(processes.start(there));
  expect(clock.monotonic()).toBe(10_000);
  expect(cell.lease?.token).toBe(token);
});

test("time that passes while nothing is looked at counts for nothing but the watch itself", async () => {
  const { cell, clock, processes, take } = setUp();
  await take(processes.start());
  // Its last sign of life is a day old by the wall clock, which says nothing: clocks differ.
  await clock.sleep(86_400_000);
  clock.schedule(clock.now() + 50_000, () => cell.renew());
  await expect(take(processes.start(there))).rejects.toThrow("last seen 1 d ago");
});

test("time for which the taker itself was stopped does not count", async () => {
  const { cell, clock, processes, take } = setUp();
  await take(processes.start());
  const before = cell.lease?.token;
  // The taker wakes an hour late from its tenth sleep, and so does the owner, a little later still.
  let sleeps = 0;
  const sleep = clock.sleep.bind(clock);
  clock.sleep = async (ms, options) => {
    sleeps += 1;
    await sleep(sleeps === 10 ? 3_600_000 : ms, options);
    if (sleeps === 10) clock.schedule(clock.now() + 5_000, () => cell.renew());
  };
  await expect(take(processes.start(there))).rejects.toMatchObject({ code: "NOT_OWNER" });
  expect(cell.lease?.token).toBe(before);
});

test("a signal ends the watch with its reason, and nothing is taken", async () => {
  const { cell, clock, processes, take } = setUp();
  await take(processes.start());
  const before = cell.lease;
  const controller = new AbortController();
  clock.schedule(clock.now() + 7_000, () => controller.abort("enough"));
  const taking = take(processes.start(there), { signal: controller.signal });
  await expect(taking).rejects.toBe("enough");
  expect(cell.lease).toEqual(before);
});
