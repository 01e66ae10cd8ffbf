import { fileURLToPath } from "node:url";

/** Path of a program in Python that writes what it was started with. */
export const writeArguments: string = fileURLToPath(new URL("write-arguments.py", import.meta.url));
