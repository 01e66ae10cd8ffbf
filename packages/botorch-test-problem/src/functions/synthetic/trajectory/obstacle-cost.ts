import { numberAt } from "../../number-at.ts";
import type { Path } from "./path.ts";

/** Obstacles are squares around the points of a 6 by 6 grid, but for start's and goal's. */
const gridSize = 6;
// BoTorch holds the grid in 32-bit floats.
const centres = Float64Array.from({ length: gridSize }, (_, i) => Math.fround(i / 5));
const lower = centres.map((centre) => Math.fround(centre - Math.fround(0.05)));
const upper = centres.map((centre) => Math.fround(centre + Math.fround(0.05)));

/** 20 times the length of the path that lies in obstacles; a step half in counts half. */
export function obstacleCost(path: Path): number {
  let inside = path.length > 0 && isInObstacle(path, 0);
  let length = 0;
  for (let i = 1; i < path.length; i++) {
    const before = inside;
    inside = isInObstacle(path, i);
    if (before || inside) length += path.stepTo(i) * (before && inside ? 1 : 0.5);
  }
  return length * 20;
}

function isInObstacle(path: Path, index: number): boolean {
  const column = gridLine(path.x, index);
  const row = gridLine(path.y, index);
  if (column === undefined || row === undefined) return false;
  return !(column === row && (column === 0 || column === gridSize - 1));
}

/** The grid line that a coordinate is near to, if any. */
function gridLine(coordinates: Float64Array, index: number): number | undefined {
  const coordinate = numberAt(coordinates, index);
  for (let line = 0; line < gridSize; line++) {
    if (coordinate < numberAt(lower, line)) return undefined;
    if (coordinate <= numberAt(upper, line)) return line;
  }
  return undefined;
}
