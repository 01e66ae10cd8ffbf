import type { Quartiles } from "./quartiles-over-time.ts";

/** One set of axes: a problem, and a line for each generator. */
export type Panel = {
  readonly title: string;
  readonly lines: readonly { readonly name: string; readonly quartiles: readonly Quartiles[] }[];
};

const size = { width: 400, height: 260 };
const margin = { left: 56, right: 16, top: 36, bottom: 44 };
const caption = "best value so far, less the optimum: median, and middle half of the runs";
const colours = ["#b35900", "#0b6bb0"];

/** An SVG with the panels side by side: medians as lines, the middle half of the runs as bands. */
export function drawRegret(panels: readonly Panel[], lastHour: number): string {
  const width = size.width * panels.length;
  const legend = (panels[0]?.lines ?? []).map(({ name }, i) => {
    const x = margin.left + i * 130;
    return `<rect x="${x}" y="9" width="12" height="12" fill="${colours[i]}"/><text x="${x + 18}" y="19">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height + 28}" font-family="sans-serif" font-size="12" fill="#333">`,
    `<title>Regret over simulated time</title>`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...legend,
    `<text x="${width - margin.right}" y="19" text-anchor="end">${caption}</text>`,
    ...panels.map((panel, i) => {
      const body = drawPanel(panel, lastHour);
      return `<g transform="translate(${i * size.width} 28)">${body}</g>`;
    }),
    "</svg>\n",
  ].join("\n");
}

function drawPanel({ title, lines }: Panel, lastHour: number): string {
  const values = lines.flatMap(({ quartiles }) => quartiles.flatMap((q) => [q.low, q.high]));
  const bottom = Math.floor(Math.log10(Math.min(...values)));
  const top = Math.ceil(Math.log10(Math.max(...values)));
  const right = size.width - margin.right;
  const base = size.height - margin.bottom;
  const x = (hours: number): string =>
    (margin.left + (hours / lastHour) * (right - margin.left)).toFixed(1);
  const y = (regret: number): string =>
    (base - ((Math.log10(regret) - bottom) / (top - bottom)) * (base - margin.top)).toFixed(1);

  const decades = Array.from({ length: top - bottom + 1 }, (_, i) => bottom + i);
  const hours = Array.from({ length: Math.floor(lastHour) + 1 }, (_, i) => i);
  return [
    `<text x="${margin.left}" y="24" font-weight="bold">${title}</text>`,
    ...decades.map((power) => {
      const level = y(10 ** power);
      const label = `<text x="${margin.left - 8}" y="${level}" dy="4" text-anchor="end">10<tspan dy="-5" font-size="9">${power}</tspan></text>`;
      return `<path d="M${margin.left} ${level}H${right}" stroke="#ddd"/>${label}`;
    }),
    ...hours.map((h) => `<text x="${x(h)}" y="${base + 18}" text-anchor="middle">${h}</text>`),
    `<text x="${right}" y="${base + 36}" text-anchor="end">simulated hours</text>`,
    ...lines.map(({ quartiles }, i) => {
      const colour = colours[i] ?? "#333";
      const above = quartiles.map((q) => `${x(q.hours)} ${y(q.high)}`);
      const below = quartiles.toReversed().map((q) => `${x(q.hours)} ${y(q.low)}`);
      const middle = quartiles.map((q) => `${x(q.hours)} ${y(q.median)}`);
      return [
        `<path d="M${[...above, ...below].join("L")}Z" fill="${colour}" fill-opacity="0.2"/>`,
        `<path d="M${middle.join("L")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ].join("\n");
    }),
  ].join("\n");
}
