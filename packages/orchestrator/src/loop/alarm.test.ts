import { VirtualClock } from "@runners/core";
import { expect, test } from "vitest";
import { Alarm } from "./alarm.ts";
import { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";
import { Tasks } from "./tasks.ts";

/** An alarm for a loop that waits for one far time and, at each step, for a near one. */
test("wakes at the earliest time, and sleeps once for a time that is asked for again and again", async () => {
  const sleeps: number[] = [];
  class Counted extends VirtualClock {
    override sleep(...args: Parameters<VirtualClock["sleep"]>): Promise<void> {
      sleeps.push(this.now() + args[0]);
      return super.sleep(...args);
    }
  }
  const clock = new Counted();
  const mailbox = new Mailbox<Message>();
  const alarm = new Alarm(clock, new Tasks(mailbox));
  const wokenAt: number[] = [];
  while (clock.now() < 1_000) {
    alarm.at(1_000);
    const nearMs = clock.now() + 300;
    if (nearMs < 1_000) alarm.at(nearMs);
    await mailbox.takeAll();
    wokenAt.push(clock.now());
  }
  expect(wokenAt).toEqual([300, 600, 900, 1_000]);
  expect(sleeps).toEqual([1_000, 300, 600, 900]);
});
