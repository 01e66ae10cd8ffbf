// Writes down that it was started, then trains. Arguments: the ledger, the program that trains.
import { appendFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [ledger, train] = process.argv.slice(2);
appendFileSync(ledger, `${process.env.RUNNERS_SUBMISSION_KEY}\n`);
await import(pathToFileURL(train).href);
