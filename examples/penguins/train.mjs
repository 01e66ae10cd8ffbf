// Trains one random forest on the Palmer Penguins and writes its cross-validated accuracy.
// Reads its parameters and writes its results where @runners/local says; knows nothing else of it.
import { readFileSync, writeFileSync } from "node:fs";
import { RandomForestClassifier } from "ml-random-forest";

const measurements = [
  "Beak Length (mm)",
  "Beak Depth (mm)",
  "Flipper Length (mm)",
  "Body Mass (g)",
];
const folds = 10;

const parameters = JSON.parse(readFileSync(process.env.RUNNERS_PARAMETERS, "utf8"));
const penguins = readPenguins();
const accuracies = Array.from({ length: folds }, (_, fold) => accuracyOfFold(fold));
const mean = accuracies.reduce((sum, accuracy) => sum + accuracy) / folds;
const variance = accuracies.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (folds - 1);
const sem = Math.sqrt(variance / folds);
writeFileSync(process.env.RUNNERS_RESULTS, JSON.stringify({ accuracy: { mean, sem } }));
console.log(`accuracy ${mean.toFixed(4)} ± ${sem.toFixed(4)} on ${penguins.length} penguins`);

/**
 * The penguins of which all four measurements and the sex are known: 333 of 344. They are ordered
 * by sex and species, so that every fold has its share of each; the file has couples side by side.
 */
function readPenguins() {
  const file = new URL("../data/penguins.json", import.meta.resolve("vega-datasets"));
  return JSON.parse(readFileSync(file, "utf8"))
    .filter(
      (row) =>
        measurements.every((name) => typeof row[name] === "number") &&
        (row.Sex === "MALE" || row.Sex === "FEMALE"),
    )
    .toSorted((a, b) => group(a).localeCompare(group(b), "en"));
}

function group(row) {
  return `${row.Sex} ${row.Species}`;
}

/** Trains on all penguins but every tenth, and tests on those. */
function accuracyOfFold(fold) {
  const training = penguins.filter((_, i) => i % folds !== fold);
  const test = penguins.filter((_, i) => i % folds === fold);
  const forest = new RandomForestClassifier({
    seed: 1,
    replacement: true,
    noOOB: true,
    nEstimators: parameters.trees,
    maxFeatures: parameters.maxFeatures,
    treeOptions: { maxDepth: parameters.maxDepth, minNumSamples: parameters.minNumSamples },
  });
  forest.train(training.map(features), training.map(label));
  const predicted = forest.predict(test.map(features));
  return predicted.filter((value, i) => value === label(test[i])).length / test.length;
}

function features(row) {
  return measurements.map((name) => row[name]);
}

function label(row) {
  return row.Sex === "MALE" ? 1 : 0;
}
