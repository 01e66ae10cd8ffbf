// A driver in a process of its own, told what to do by its parent; each answer is one message.
import { RunnerError } from "@runners/core";
import { someEvents } from "../../../testing/store-conformance/store-rig.ts";
import { SqliteStore } from "../sqlite-store.ts";
import type { Command, Reply } from "./driver-command.ts";

let store: SqliteStore | undefined;

async function obey(command: Command): Promise<void> {
  switch (command.type) {
    case "open": {
      const { type: _, ...options } = command;
      store = await SqliteStore.open(options);
      return;
    }
    case "acquire":
      return store?.acquire();
    case "append":
      return store?.append(someEvents(command.count, command.from), 0);
    case "append-on-and-on":
      for (let batch = 0; ; batch += 1) {
        const from = batch * command.size;
        await store?.append(someEvents(command.size, from), from);
        say({ type: "appended", events: from + command.size });
      }
    case "close":
      return store?.close();
  }
}

function say(reply: Reply): void {
  process.send?.(reply);
}

process.on("message", (command: Command) => {
  obey(command).then(
    () => say({ type: "done" }),
    (error: unknown) => {
      const code = RunnerError.is(error) ? error.code : "";
      say({ type: "failed", code, message: String(error) });
    },
  );
});
process.on("disconnect", () => process.exit());
say({ type: "done" });
