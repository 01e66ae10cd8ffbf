// Builds and packs every package, and fails if what would be published is not in order.
import { fileURLToPath } from "node:url";
import { prepareTarballs } from "./release/prepare-tarballs.ts";
import { readPackages } from "./release/read-packages.ts";
import { tarballLines } from "./release/tarball-lines.ts";
import { report } from "./sources/report.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
using prepared = await prepareTarballs(root, readPackages(root));
for (const line of tarballLines(prepared.tarballs)) console.log(line);
report("Tarballs", prepared.violations);
