import { expect, test } from "vitest";
import { Mailbox } from "./mailbox.ts";

test("what has arrived is taken at once, in order, and once", async () => {
  const mailbox = new Mailbox<number>();
  mailbox.push(1);
  mailbox.push(2);
  expect(await mailbox.takeAll()).toEqual([1, 2]);
  const next = mailbox.takeAll();
  mailbox.push(3);
  expect(await next).toEqual([3]);
});

test("aborting ends the wait and loses nothing", async () => {
  const mailbox = new Mailbox<number>();
  const controller = new AbortController();
  const waiting = mailbox.takeAll({ signal: controller.signal });
  controller.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  mailbox.push(1);
  expect(await mailbox.takeAll()).toEqual([1]);
});
