/** The volume of the part of the m-dimensional unit ball whose coordinates are all positive. */
export function positiveSphereVolume(m: number): number {
  return Math.PI ** (m / 2) / gammaOfHalf(m + 2) / 2 ** m;
}

/** Γ(n / 2), for a whole n of at least 1. */
function gammaOfHalf(n: number): number {
  let gamma = n % 2 === 0 ? 1 : Math.sqrt(Math.PI);
  for (let half = n % 2 === 0 ? 2 : 1; half < n; half += 2) gamma *= half / 2;
  return gamma;
}
