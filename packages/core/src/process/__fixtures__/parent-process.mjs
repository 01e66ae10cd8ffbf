// Starts a process that waits, says its id, and waits too.
import { spawn } from "node:child_process";

const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
child.once("spawn", () => process.send?.(child.pid));
process.on("disconnect", () => process.exit());
