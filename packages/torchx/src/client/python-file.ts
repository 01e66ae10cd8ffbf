import { fileURLToPath } from "node:url";

/** The path of a file that this package ships for Python. */
export function pythonFile(
  name: "runners_app.py" | "runners_session.py" | "empty.torchxconfig",
): string {
  return fileURLToPath(new URL(`../../python/${name}`, import.meta.url));
}
