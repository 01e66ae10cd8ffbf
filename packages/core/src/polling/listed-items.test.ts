import { expect, test } from "vitest";
import { ListedItems, type Listener } from "./listed-items.ts";

/** Items whose lists are given from outside. */
function given() {
  const state = { asked: 0, ended: 0, listener: undefined as Listener<number> | undefined };
  const items = new ListedItems<number>((listener) => {
    state.listener = listener;
    return { next: () => (state.asked += 1), end: () => (state.ended += 1) };
  });
  return { items, state };
}

const done = { done: true, value: undefined };

test("gives the items one by one, and asks for a list when there are no more", async () => {
  const { items, state } = given();
  expect(state.listener).toBeUndefined();
  const first = items.next();
  expect(state.asked).toBe(1);
  state.listener?.listed([1, 2]);
  expect(await first).toEqual({ done: false, value: 1 });
  expect(await items.next()).toEqual({ done: false, value: 2 });
  expect(state.asked).toBe(1);
  const third = items.next();
  expect(state).toMatchObject({ asked: 2, ended: 0 });
  state.listener?.listed(undefined);
  expect([await third, await items.next(), state.ended]).toEqual([done, done, 1]);
});

test("answers those who ask at once in their order", async () => {
  const { items, state } = given();
  const answers = [items.next(), items.next(), items.next(), items.next(), items.next()];
  state.listener?.listed([1, 2]);
  expect(state.asked).toBe(2);
  state.listener?.listed([3]);
  state.listener?.listed(undefined);
  expect(await Promise.all(answers)).toEqual([
    { done: false, value: 1 },
    { done: false, value: 2 },
    { done: false, value: 3 },
    done,
    done,
  ]);
});

test("throws what failed, once, and is over", async () => {
  const { items, state } = given();
  const error = new Error("failed");
  const [first, second] = [items.next(), items.next()];
  state.listener?.failed(error);
  await expect(first).rejects.toBe(error);
  expect([await second, state.ended, state.asked]).toEqual([done, 1, 1]);
});

test("throws what beginning throws, at the first step", async () => {
  const error = new Error("no such option");
  const items = new ListedItems<number>(() => {
    throw error;
  });
  await expect(items.next()).rejects.toBe(error);
  expect(await items.next()).toEqual(done);
});

test("ends when it is left, and drops what was not taken", async () => {
  const { items, state } = given();
  const first = items.next();
  state.listener?.listed([1, 2]);
  await first;
  expect([await items.return(), await items.return(), await items.next()]).toEqual([
    done,
    done,
    done,
  ]);
  expect(state).toMatchObject({ asked: 1, ended: 1 });
});

test("ends after what was asked for before, as a generator does", async () => {
  const { items, state } = given();
  const error = new Error("thrown in");
  const [first, thrown, last] = [items.next(), items.throw(error), items.return()];
  expect(state.ended).toBe(0);
  state.listener?.listed([1, 2]);
  expect(await first).toEqual({ done: false, value: 1 });
  await expect(thrown).rejects.toBe(error);
  expect([await last, state.ended]).toEqual([done, 1]);
});

test("gives nothing more to whoever asks while it ends", async () => {
  const answers: Promise<IteratorResult<number, void>>[] = [];
  let asked = 0;
  const items: ListedItems<number> = new ListedItems<number>(({ failed }) => ({
    next() {
      asked += 1;
      failed(new Error("failed"));
    },
    end: () => void answers.push(items.next()),
  }));
  await expect(items.next()).rejects.toThrow("failed");
  expect([await Promise.all(answers), asked]).toEqual([[done], 1]);
});

test("never begins if it is left before the first step", async () => {
  const { items, state } = given();
  await items[Symbol.asyncDispose]();
  expect([await items.next(), state.listener]).toEqual([done, undefined]);
});
