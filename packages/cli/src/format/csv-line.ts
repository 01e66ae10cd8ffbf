/** One record of CSV (RFC 4180) without its line end; an undefined cell is empty. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return cells.map((cell) => quoted(String(cell ?? ""))).join(",");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
