import { SessionClient } from "../session/session-client.ts";
import { clientOptions } from "./client-options.ts";
import { shellSubmission } from "./shell-submission.ts";
import { WordPipe } from "./word-pipe.ts";

/** A driver to be killed: `session-driver.ts <python> <directory>`; its app says its pid and its parent's. */
const [, , python = "", directory = ""] = process.argv;
const session = new SessionClient(python, clientOptions({ torchx: "torchx", python }, directory));
const script = `${WordPipe.say(directory)}; ${WordPipe.say(directory, "$PPID")}; exec sleep 1000`;
await session.submit(shellSubmission(directory, "exp-1-0", script));
// Nothing keeps it: neither the session, nor its apps.
if (process.argv[4] === "wait") process.stdin.resume();
