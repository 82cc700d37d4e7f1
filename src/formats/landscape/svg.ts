/** Loss landscapes as a drawing that needs nothing else: an SVG on white, for the page's files and the command line's. Pure. */
import { heatColour } from '../../base/heatColour.ts';
import type { Landscape } from '../../training/landscape.ts';
import type { NamedLandscape } from './csv.ts';
import { type Marks, marksOf, nameOfFirst, type PathDrawn } from './marks.ts';
import { heightOf, levelsOf, type Relief, reliefOf, scaleOf } from './relief.ts';
import { mapScene, type Scene, surfaceScene, type View } from './scene.ts';

/** How landscapes can be drawn. */
export const drawings = ['surface', 'map'] as const;
export type Drawing = (typeof drawings)[number];

/** What stands in the drawing. */
export interface LandscapeTexts {
  readonly title: string;
  /** Of the two directions. */
  readonly directions: readonly [string, string];
  readonly loss: string;
  /** Of a point of the path. */
  readonly epoch: (epoch: number) => string;
  /** Below the drawing, a sentence a line. */
  readonly notes: readonly string[];
}

export interface LandscapeDrawing {
  readonly landscapes: readonly NamedLandscape[];
  readonly rows: readonly Drawing[];
  readonly view: View;
  readonly texts: LandscapeTexts;
}

const panel = { surface: { width: 440, height: 340 }, map: { width: 440, height: 400 } } as const;
const [margin, line, head, legend] = [16, 18, 44, 34];
const font = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
const ink = { text: '#111111', soft: '#5c5c66', frame: '#9a9aa5', mark: '#d6336c' } as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const short = (n: number): string => String(Math.round(n * 10) / 10);
const polygon = (at: readonly number[]): string => {
  const pairs: string[] = [];
  for (let i = 0; i < at.length; i += 2) pairs.push(`${short(at[i]!)} ${short(at[i + 1]!)}`);
  return pairs.join(' ');
};

/** About how wide a sign of 12 pixels is: Chinese ones are as wide as high. */
const wide = (sign: string): number => (sign > '\u2e80' ? 12 : 6.2);

/** A text in lines of so many pixels, broken where words end, and anywhere in Chinese. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [''];
  let used = 0;
  for (const word of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    const needed = [...word.trimEnd()].reduce((sum, sign) => sum + wide(sign), 0);
    // No line begins with what ends a clause.
    if (used + needed > width && used > 0 && !/^[，。；：、）]/.test(word)) {
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += word;
    used += [...word].reduce((sum, sign) => sum + wide(sign), 0);
  }
  return lines.map((line) => line.trimEnd());
}

/** What a landscape looks like in a box, on a scale. */
export function sceneOf(
  drawing: Drawing,
  relief: Relief,
  levels: readonly number[],
  marks: Marks,
  view: View,
  box: { readonly width: number; readonly height: number },
): Scene {
  return drawing === 'surface'
    ? surfaceScene(relief, levels, marks, view, box)
    : mapScene(relief, levels, marks, box);
}

const onDark = 'stroke="#ffffff" stroke-opacity="0.75"';
const onLight = 'stroke="#000000" stroke-opacity="0.55"';

function svgItems({ items }: Scene): string {
  return items
    .map((item) =>
      item.kind === 'face'
        ? `<polygon points="${polygon(item.at)}" fill="${item.colour}" stroke="${item.colour}"/>`
        : `<path d="M${polygon(item.at)}" ${item.onDark ? onDark : onLight}/>`,
    )
    .join('');
}

/** The path on a halo, its points, and what the first of them is. */
function svgPath(path: PathDrawn, epoch: LandscapeTexts['epoch']): string {
  const { lines, stops } = path;
  if (lines.length === 0) return '';
  const strokes = ([colour, wide]: readonly [string, number]) =>
    lines
      .map(
        ({ at, hidden }) =>
          `<path d="M${polygon(at)}" stroke="${colour}" stroke-width="${wide}"${hidden ? ' stroke-opacity="0.25"' : ''}/>`,
      )
      .join('');
  const dots = stops
    .map(
      ({ at: [x, y], hidden }) =>
        `<circle cx="${short(x)}" cy="${short(y)}" r="3" fill="#ffffff" stroke="${ink.mark}" stroke-width="1.5"${hidden ? ' opacity="0.35"' : ''}/>`,
    )
    .join('');
  const [first] = stops;
  const [x, y] = nameOfFirst(path) ?? [];
  const name =
    first && x !== undefined && y !== undefined
      ? `<text x="${short(x)}" y="${short(y + 4)}" font-size="12" text-anchor="middle" fill="${ink.soft}" stroke="#ffffff" stroke-width="3" paint-order="stroke">${escaped(epoch(first.epoch))}</text>`
      : '';
  return `<g stroke-linecap="round">${strokes(['#ffffff', 4])}${strokes([ink.mark, 2])}</g>${dots}${name}`;
}

function svgScene(
  scene: Scene,
  { directions: [across, up], epoch }: Pick<LandscapeTexts, 'directions' | 'epoch'>,
  drawing: Drawing,
): string {
  const { pin, ground, names } = scene;
  const [[ax, ay], [bx, by]] = names;
  const turn = drawing === 'map' ? ` transform="rotate(-90 ${short(bx)} ${short(by)})"` : '';
  return [
    `<polygon points="${polygon(ground)}" fill="none" stroke="${ink.frame}" stroke-width="1"/>`,
    `<g stroke-width="0.7">${svgItems(scene)}</g>`,
    svgPath(scene.path, epoch),
    `<path d="M${polygon([...pin.foot, ...pin.head])}" stroke="${ink.mark}" stroke-width="2"/>`,
    `<circle cx="${short(pin.head[0])}" cy="${short(pin.head[1])}" r="5" fill="${ink.mark}" stroke="#ffffff" stroke-width="1.5"/>`,
    `<g font-size="12" text-anchor="middle" fill="${ink.soft}" stroke="#ffffff" stroke-width="3" paint-order="stroke">`,
    `<text x="${short(ax)}" y="${short(ay + 4)}">${escaped(across)}</text>`,
    `<text x="${short(bx)}" y="${short(by + 4)}"${turn}>${escaped(up)}</text></g>`,
  ].join('');
}

/** The ramp with the losses of the lines. */
function svgLegend(texts: LandscapeTexts, landscapes: readonly Landscape[], width: number): string {
  const scale = scaleOf(landscapes);
  const [left, long] = [90, Math.min(360, width - 120)];
  const parts = 60;
  const ramp = Array.from({ length: parts }, (_, i) => {
    const x = left + (long * i) / parts;
    return `<rect x="${short(x)}" y="0" width="${short(long / parts + 0.5)}" height="12" fill="${heatColour(i / (parts - 1))}"/>`;
  });
  let last = Number.NEGATIVE_INFINITY;
  const ticks = [scale.floor, ...levelsOf(scale), scale.ceiling].flatMap((loss) => {
    const x = left + long * heightOf(loss, scale);
    if (x - last < 34) return [];
    last = x;
    return [`<text x="${short(x)}" y="26">${Number(loss.toPrecision(2))}</text>`];
  });
  return `<text y="11" font-size="12">${escaped(texts.loss)}</text>${ramp.join('')}<g font-size="11" text-anchor="middle">${ticks.join('')}</g>`;
}

export interface SvgText {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** All landscapes beside one another on one scale, a row for every way of drawing; those of which there is no surface yet are left out. */
export function landscapeSvg({ landscapes, rows, view, texts }: LandscapeDrawing): SvgText {
  const all = landscapes.map(({ landscape }) => landscape);
  const scale = scaleOf(all);
  const levels = levelsOf(scale).map((loss) => heightOf(loss, scale));
  const drawn = landscapes.flatMap(({ name, landscape }) => {
    const relief = reliefOf(landscape, scale);
    return relief ? [{ name, relief, marks: marksOf(landscape) }] : [];
  });
  const width = 2 * margin + Math.max(1, drawn.length) * panel.surface.width;
  let y = margin + head;
  const titles = drawn.map(
    ({ name }, i) =>
      `<text x="${margin + (i + 0.5) * panel.surface.width}" y="${y}" font-size="14" font-weight="600" text-anchor="middle">${escaped(name)}</text>`,
  );
  y += 8;
  const panels = rows.map((row) => {
    const box = panel[row];
    const groups = drawn.map(({ relief, marks }, i) => {
      const scene = sceneOf(row, relief, levels, marks, view, box);
      return `<g transform="translate(${margin + i * box.width} ${y})">${svgScene(scene, texts, row)}</g>`;
    });
    y += box.height;
    return groups.join('\n');
  });
  const legendAt = y + 10;
  y = legendAt + legend;
  const lines = texts.notes.flatMap((note) => wrapped(note, width - 2 * margin));
  const notes = lines.map(
    (note, i) =>
      `<text x="${margin}" y="${y + (i + 1) * line}" font-size="12" fill="${ink.soft}">${escaped(note)}</text>`,
  );
  const height = y + (lines.length + 1) * line;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">
<title>${escaped(texts.title)}</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
<g fill="${ink.text}"><text x="${margin}" y="${margin + 14}" font-size="16" font-weight="600">${escaped(texts.title)}</text>
${titles.join('')}
${panels.join('\n')}
<g transform="translate(${margin} ${legendAt})">${svgLegend(texts, all, width)}</g>
${notes.join('\n')}</g>
</svg>
`;
  return { text, width, height };
}
