/** A curve by epochs as SVG. Lines are told apart by dash, and by a number at their end, not by colour alone. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { html, type Markup } from './html.ts';
import type { Line, LinePoint } from './lines.ts';

const [width, height] = [340, 220];
const box = { left: 46, right: 318, top: 10, bottom: 190 } as const;

/** Dashes by place: as many as can be told apart at a glance. */
const dashes = ['', '7 3', '2 3', '10 3 2 3', '4 2', '12 4', '1 2', '8 3 2 3 2 3'] as const;
/** Colours of the style sheet. */
const colourCount = 8;

const lineClass = (index: number): string => `line c${index % colourCount}`;
const dashOf = (index: number): string => dashes[index % dashes.length] ?? '';

const short = (n: number): string => String(Math.round(10 * n) / 10);

interface ChartOptions {
  readonly title: string;
  readonly epoch: string;
  readonly tick: (value: number) => string;
  /** Whether the axis begins at 0. */
  readonly fromZero?: boolean;
  /** Whether all is between 0 and 1. */
  readonly share?: boolean;
}

/** Losses of a run that nearly diverged are thousands of times those of others. */
const isWide = (low: number, high: number): boolean => low > 0 && high / low > 100;

function levels(lines: readonly Line[], { fromZero = false, share = false }: ChartOptions) {
  const values = lines.flatMap(({ points }) =>
    points.flatMap(({ value, std = 0 }) => [value - std, value + std, value]),
  );
  const centres = lines.flatMap(({ points }) => points.map(({ value }) => value));
  const log = !fromZero && !share && isWide(Math.min(...centres), Math.max(...centres));
  const [low, high] = log
    ? [Math.min(...centres), Math.max(...centres)]
    : [fromZero ? 0 : Math.min(...values), Math.max(...values)];
  const room = low === high ? Math.abs(low) / 10 || 1 : 0;
  const ends = [low - (fromZero ? 0 : room), high + room] as const;
  const bounded = share ? ([Math.max(0, ends[0]), Math.min(1, ends[1])] as const) : ends;
  return (log ? scaleLog() : scaleLinear())
    .domain(bounded)
    .nice(log ? undefined : 5)
    .range([box.bottom, box.top]);
}

/** Numbers at the ends of lines, moved apart where they would lie on one another. */
function endPlaces(ends: readonly { readonly index: number; readonly y: number }[]) {
  const line = 11;
  const placed = [...ends].sort((a, b) => a.y - b.y).map((end) => ({ ...end }));
  for (let i = 1; i < placed.length; i++) placed[i]!.y = Math.max(placed[i]!.y, placed[i - 1]!.y + line);
  const over = (placed.at(-1)?.y ?? 0) - box.bottom;
  if (over > 0) {
    placed.at(-1)!.y -= over;
    for (let i = placed.length - 2; i >= 0; i--)
      placed[i]!.y = Math.min(placed[i]!.y, placed[i + 1]!.y - line);
  }
  return placed;
}

/** More numbers than these have no room beside one another. */
const mostNumbers = 16;

export function chart(lines: readonly Line[], options: ChartOptions): Markup {
  const { title, epoch, tick } = options;
  const last = Math.max(1, ...lines.map(({ points }) => points.at(-1)?.epoch ?? 1));
  const first = last === 1 ? 0 : 1;
  const x = scaleLinear().domain([first, last]).range([box.left, box.right]);
  const y = levels(lines, options);
  const at = ({ epoch, value }: LinePoint) => `${short(x(epoch))} ${short(y(value))}`;
  const [bottom = 0] = y.domain();
  const inside = (value: number): number => Math.max(bottom, value);
  const yTicks = y.ticks(4).filter((value, _, all) => all.length < 8 || /^1e/.test(value.toExponential()));
  const xTicks = x.ticks(5).filter((value) => Number.isInteger(value) && value > 0);
  const bands = lines.map(({ index, points }) => {
    const spread = points.filter((point) => point.std !== undefined);
    if (spread.length < 2) return undefined;
    const edge = (sign: 1 | -1) =>
      spread.map(({ epoch, value, std = 0 }) => at({ epoch, value: inside(value + sign * std) }));
    return html`<path class="band c${index % colourCount}" d="M${[...edge(1), ...edge(-1).reverse()].join('L')}Z"/>`;
  });
  const paths = lines.map(({ index, points }) =>
    points.length === 1
      ? html`<circle class="dot c${index % colourCount}" cx="${short(x(points[0]!.epoch))}" cy="${short(y(points[0]!.value))}" r="3"/>`
      : html`<path class="${lineClass(index)}" stroke-dasharray="${dashOf(index) || 'none'}" d="M${points.map(at).join('L')}"/>`,
  );
  const ends = lines.flatMap(({ index, points }) => {
    const end = points.at(-1);
    return end ? [{ index, x: x(end.epoch), y: y(end.value) }] : [];
  });
  const numbers =
    lines.length > 1 && lines.length <= mostNumbers
      ? endPlaces(ends).map(
          ({ index, y }) =>
            html`<text class="number" x="${short((ends.find((end) => end.index === index)?.x ?? box.right) + 4)}" y="${short(y + 4)}">${index + 1}</text>`,
        )
      : undefined;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<g class="grid">${yTicks.map((value) => html`<path d="M${box.left} ${short(y(value))}H${box.right}"/>`)}</g>
<g class="tick" text-anchor="end">${yTicks.map((value) => html`<text x="${box.left - 5}" y="${short(y(value) + 4)}">${tick(value)}</text>`)}</g>
<g class="tick" text-anchor="middle">${xTicks.map((value) => html`<text x="${short(x(value))}" y="${box.bottom + 14}">${value}</text>`)}<text x="${(box.left + box.right) / 2}" y="${height - 3}">${epoch}</text></g>
<path class="axis" d="M${box.left} ${box.top}V${box.bottom}H${box.right}"/>
${bands}${paths}${numbers}</svg>`;
}

/** A piece of a line, for the legend. */
export const swatch = (index: number): Markup =>
  html`<svg class="swatch" viewBox="0 0 34 10" aria-hidden="true"><path class="${lineClass(index)}" stroke-dasharray="${dashOf(index) || 'none'}" d="M1 5H33"/></svg>`;
