/** A number as a Python `int` is written. It has to be a safe integer. */
export function intText(value: number): string {
  return String(value === 0 ? 0 : value);
}

/** A number as a Python `float` is written: `3.0`, `1e-7`, `-0.0`, `nan`, `-inf`; read back, it is the same. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
