import { numberAt } from "../../number-at.ts";
import type { Path } from "./path.ts";

/** Fills `into` with points of the straight lines between the waypoints, equally many on each. */
export function sampleLines(waypoints: Path, into: Path): void {
  const segments = waypoints.length - 1;
  const samples = Math.floor(into.x.length / segments);
  const step = 1 / (samples - 1);
  into.length = 0;
  for (let segment = 0; segment < segments; segment++) {
    // The end of a line is the start of the next; BoTorch leaves the end of the last out too.
    for (let i = 0; i < samples - 1; i++) {
      const t = i < Math.floor(samples / 2) ? step * i : 1 - step * (samples - 1 - i);
      into.add(between(waypoints.x, segment, t), between(waypoints.y, segment, t));
    }
  }
}

function between(coordinates: Float64Array, index: number, t: number): number {
  return (1 - t) * numberAt(coordinates, index) + t * numberAt(coordinates, index + 1);
}
