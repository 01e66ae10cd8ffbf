// The fake cluster: a process that listens on a Unix socket, one JSON value a line each way.
// Arguments: the folder for its socket and the ledgers of its partitions. Ends with its stdin.
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Partition } from "./partition.ts";
import type { ClusterAnswer, ClusterCall } from "./protocol.ts";

const [folder = "."] = process.argv.slice(2);
const partitions = new Map<string, Partition>();

function answer(line: string): ClusterAnswer | undefined {
  const { partition: name, ...call } = JSON.parse(line) as ClusterCall;
  if (call.op === "create") {
    partitions.set(name, new Partition(call.options, join(folder, `${name}.ledger`)));
  }
  const partition = partitions.get(name);
  if (partition === undefined) return { type: "failed", reason: `There is no partition ${name}.` };
  return partition.take(call);
}

const server = createServer((socket) => {
  const lines = createInterface({ input: socket });
  // A driver may be killed at any time: whatever it asked is done, and nobody hears the answer.
  const hangUp = (): void => void socket.destroy();
  socket.on("error", hangUp);
  lines.on("error", hangUp);
  lines.on("line", (line) => {
    const said = answer(line);
    if (said !== undefined && socket.writable) socket.write(`${JSON.stringify(said)}\n`);
  });
});
server.listen(join(folder, "cluster.sock"), () => process.stdout.write("ready\n"));
process.stdin.on("end", () => process.exit(0)).resume();
