import { RunnerError } from "@runners/core";
import { didYouMean } from "./did-you-mean.ts";
import { showValue } from "./show-value.ts";

/**
 * Refuses bounds and a scale that a float or int parameter cannot have.
 *
 * @param who the parameter, to begin a sentence with
 * @throws {RunnerError} `INVALID_ARGUMENT`, naming the field, the value and the remedy
 */
export function checkBounds(
  who: string,
  type: "float" | "int",
  { bounds, scale }: { readonly bounds?: unknown; readonly scale?: unknown },
): void {
  if (!Array.isArray(bounds) || bounds.length !== 2) {
    throw invalid(
      `${who}: bounds is ${showValue(bounds)}; give the lowest and the highest value, e.g. [0, 1].`,
    );
  }
  const [lower, upper] = bounds as readonly unknown[];
  const shown = `${who}: bounds is ${showValue(bounds)}`;
  if (!isFinite(lower) || !isFinite(upper)) throw invalid(`${shown}; give two finite numbers.`);
  if (type === "int" && !(Number.isSafeInteger(lower) && Number.isSafeInteger(upper))) {
    throw invalid(
      `${shown}; give whole numbers up to ±(2 ** 53 - 1) for type "int", or use type "float".`,
    );
  }
  if (lower === upper) {
    throw invalid(
      `${shown}, which leaves one value; ` +
        `give a range, or use { type: "fixed", value: ${showValue(lower)} }.`,
    );
  }
  if (lower > upper) {
    throw invalid(`${shown}, which is reversed; give [${upper}, ${lower}].`);
  }
  if (scale === undefined || scale === "linear") return;
  if (scale !== "log") {
    throw invalid(
      `${who}: scale is ${showValue(scale)}. ${didYouMean(scale, ["linear", "log"])}` +
        'Give "linear" or "log".',
    );
  }
  if (lower <= 0) {
    throw invalid(
      `${shown}, but a log scale has no 0 and nothing below; ` +
        'give a lower bound above 0, or use scale "linear".',
    );
  }
}

function isFinite(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function invalid(message: string): RunnerError {
  return new RunnerError("INVALID_ARGUMENT", message);
}
