import type { TrialStatus } from "@runners/core";
import type { Experiment, TrialRecord } from "@runners/orchestrator";

const colors: Partial<Record<TrialStatus, string>> = {
  COMPLETED: "#2a9d8f",
  EARLY_STOPPED: "#e9c46a",
  FAILED: "#e76f51",
};
const dayMs = 86_400_000;
const [left, top, width, lane] = [60, 40, 900, 14];

type Bar = { readonly trial: TrialRecord; readonly fromMs: number; readonly toMs: number };

/** The trials of an experiment over simulated time, each a bar in the row of a slot, as SVG. */
export function drawTimeline(experiment: Experiment, title: string): string {
  const bars = barsOf(experiment);
  const rows = rowsOf(bars);
  const days = Math.ceil(Math.max(...bars.map(({ toMs }) => toMs)) / dayMs);
  const x = (ms: number): string => (left + (ms / (days * dayMs)) * width).toFixed(1);
  const height = top + rows.length * lane + 60;
  const rectangles = rows.flatMap((row, y) =>
    row.map(({ trial, fromMs, toMs }) => {
      const [from, to] = [x(fromMs), x(toMs)];
      const fill = colors[trial.status] ?? "#888";
      const size = `width="${Math.max(0.4, Number(to) - Number(from) - 0.4).toFixed(1)}" height="${lane - 2}"`;
      const label = `trial ${trial.index}: ${trial.status}`;
      return `<rect x="${from}" y="${top + y * lane}" ${size} fill="${fill}"><title>${label}</title></rect>`;
    }),
  );
  const ticks = Array.from({ length: Math.floor(days / 5) + 1 }, (_, i) => i * 5).map((day) => {
    const at = x(day * dayMs);
    const bottom = top + rows.length * lane;
    const line = `<line x1="${at}" x2="${at}" y1="${top - 4}" y2="${bottom}" stroke="#ccc"/>`;
    return `${line}<text x="${at}" y="${bottom + 16}" text-anchor="middle">day ${day}</text>`;
  });
  const legend = Object.entries(colors).map(([status, color], i) => {
    const [at, y] = [left + i * 160, height - 16];
    const count = bars.filter(({ trial }) => trial.status === status).length;
    const word = status.toLowerCase().replace("_", "-");
    const square = `<rect x="${at}" y="${y - 10}" width="10" height="10" fill="${color}"/>`;
    return `${square}<text x="${at + 15}" y="${y}">${count} ${word}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 40} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="${left}" y="20" font-size="14">${title}</text>`,
    `<text x="20" y="${top + (rows.length * lane) / 2}" transform="rotate(-90 20 ${top + (rows.length * lane) / 2})" text-anchor="middle">${rows.length} slots</text>`,
    ...ticks,
    ...rectangles,
    ...legend,
    "</svg>",
    "",
  ].join("\n");
}

function barsOf(experiment: Experiment): Bar[] {
  return [...experiment.trials.values()]
    .flatMap((trial) => {
      const { startedAtMs: fromMs, finishedAtMs: toMs } = trial.details ?? {};
      return fromMs === undefined || toMs === undefined ? [] : [{ trial, fromMs, toMs }];
    })
    .toSorted((a, b) => a.fromMs - b.fromMs || a.trial.index - b.trial.index);
}

/** Each bar in the first row that is free when it starts: as many rows as trials ran at once. */
function rowsOf(bars: readonly Bar[]): Bar[][] {
  const rows: Bar[][] = [];
  for (const bar of bars) {
    const free = rows.find((row) => (row.at(-1)?.toMs ?? 0) <= bar.fromMs);
    if (free === undefined) rows.push([bar]);
    else free.push(bar);
  }
  return rows;
}
