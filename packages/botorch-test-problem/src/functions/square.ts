/** x², exactly rounded; `x ** 2` need not be. */
export function square(x: number): number {
  return x * x;
}
