// Sets the workspace up if it is not, then runs the command given as arguments inside it.
// Needs only Node >= 20 and npm: pnpm comes through npx, and pnpm brings the Node that the
// repository is built with. Plain JavaScript, because an old system Node runs it.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(read("package.json"));

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Node ${process.versions.node} is too old: install Node 20 or newer, then run this again.`);
}
if (read("pnpm-lock.yaml") !== read("node_modules/.pnpm/lock.yaml")) {
  console.error("Installing dependencies (once, about half a minute) …");
  pnpm(["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"]);
  console.error("Dependencies are ready.");
}
// Ctrl-C reaches the command as well, which says what it means; this one only waits for it.
process.on("SIGINT", () => {});
const [command, ...rest] = process.argv.slice(2);
pnpm(command === "pnpm" ? rest : ["exec", command, ...rest]);

function pnpm(argv) {
  // On Windows npx is a command file, which only a shell starts; every argument here is our own.
  const windows = process.platform === "win32";
  const { status, signal, error } = spawnSync("npx", ["--yes", packageManager, ...argv], {
    cwd: root,
    stdio: "inherit",
    shell: windows,
  });
  if (error) fail(`npx did not start (${error.message}): it comes with npm; put npm on PATH.`);
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

function read(path) {
  try {
    return readFileSync(`${root}/${path}`, "utf8");
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
