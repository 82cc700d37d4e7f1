/** A chart as an SVG file of its own, with title, legend and axes, at one size whatever the screen's. Pure: texts in, text out. */
import type { Annotation } from './data/annotations.ts';
import { type Box, diamond, dotsOf, marksOf, pathOf, pixelsOf, roughWidth } from './data/marks.ts';
import type { XAxis } from './data/samples.ts';
import type { Scene } from './data/scene.ts';
import type { ChartKind, Line } from './kinds/kind.ts';

export interface PictureTexts {
  readonly title: string;
  /** What the horizontal axis counts. */
  readonly axis: string;
  readonly nameOf: (line: Line) => string;
  readonly valueTick: (value: number) => string;
  readonly placeTick: (value: number) => string;
  readonly annotation: (what: Annotation) => string;
}

/** The page's colours, as a file has to name them. `of` turns a CSS variable into one. */
export interface PictureColours {
  readonly ground: string;
  readonly text: string;
  readonly grid: string;
  readonly axis: string;
  readonly of: (colour: string) => string;
}

export interface PictureOptions {
  readonly chart: ChartKind;
  readonly axis: XAxis;
  readonly scene: Scene;
  readonly annotations: readonly Annotation[];
  readonly texts: PictureTexts;
  readonly colours: PictureColours;
}

export interface Picture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const width = 800;
const plot = { x: 64, width: 716, height: 340 };
const legendRow = 20;
const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (c) => entities[c] ?? c);

type Attributes = Record<string, string | number | undefined>;
function tag(name: string, attributes: Attributes, content = ''): string {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  return `<${name}${pairs.join('')}>${content}</${name}>`;
}
const words = (attributes: Attributes, text: string): string => tag('text', attributes, escaped(text));

function stroke({ colour, dash, width: thick }: Line, { of }: PictureColours): Attributes {
  return { stroke: of(colour), 'stroke-width': thick, 'stroke-dasharray': dash, fill: 'none' };
}

/** Keys side by side, in as many rows as they need. */
function legend({ scene, texts, colours }: PictureOptions, top: number): { text: string; rows: number } {
  let [x, row] = [plot.x, 0];
  const keys = scene.lines.map(({ line }) => {
    const name = texts.nameOf(line);
    const wide = 34 + roughWidth(name) + 18;
    if (x > plot.x && x + wide > width) [x, row] = [plot.x, row + 1];
    const y = top + row * legendRow;
    const key = [
      tag('path', { d: `M${x} ${y}h26`, ...stroke(line, colours) }),
      line.dots ? tag('circle', { cx: x + 13, cy: y, r: 3, fill: colours.of(line.colour) }) : '',
      words({ x: x + 32, y: y + 4, fill: colours.text }, name),
    ];
    x += wide;
    return key.join('');
  });
  return { text: keys.join(''), rows: row + 1 };
}

function axes({ scene, texts, colours }: PictureOptions, box: Box): string {
  const { px, py } = pixelsOf(scene, box);
  const bottom = box.y + box.height;
  const values = scene.y.ticks.map((value) => {
    const y = py(value);
    return (
      tag('path', { d: `M${box.x} ${y}h${box.width}`, stroke: colours.grid, fill: 'none' }) +
      words({ x: box.x - 8, y: y + 4, 'text-anchor': 'end', fill: colours.text }, texts.valueTick(value))
    );
  });
  const places = scene.x.ticks.map((value) =>
    words(
      { x: px(value), y: bottom + 18, 'text-anchor': 'middle', fill: colours.text },
      texts.placeTick(value),
    ),
  );
  const frame = { d: `M${box.x} ${box.y}V${bottom}h${box.width}`, stroke: colours.axis, fill: 'none' };
  const name = { x: box.x + box.width, y: bottom + 36, 'text-anchor': 'end', fill: colours.text };
  return [...values, ...places, tag('path', frame), words(name, texts.axis)].join('');
}

function lines({ scene, colours }: PictureOptions, box: Box): string {
  const { px, py } = pixelsOf(scene, box);
  return scene.lines
    .flatMap(({ line, main, raw }) => {
      const look = stroke(line, colours);
      if (line.level !== undefined)
        return [tag('path', { d: `M${box.x} ${py(line.level)}h${box.width}`, ...look })];
      const faint = { ...look, 'stroke-width': 1, 'stroke-dasharray': undefined, opacity: 0.3 };
      const dots = line.dots ? dotsOf(main, box, px) : [];
      return [
        raw.length > 0 ? tag('path', { d: pathOf(raw, px, py), ...faint }) : '',
        main.length > 0 ? tag('path', { d: pathOf(main, px, py), ...look }) : '',
        ...dots.map((p) => tag('circle', { cx: px(p.x), cy: py(p.y), r: 3, fill: colours.of(line.colour) })),
      ];
    })
    .join('');
}

function marks({ chart, axis, scene, annotations, texts, colours }: PictureOptions, box: Box): string {
  return marksOf(annotations, { chart, axis }, scene, box, texts.annotation)
    .map(({ what, x, y, label }) => {
      const dash = y === undefined ? '2 3' : undefined;
      const path = y === undefined ? `M${x} ${box.y}v${box.height}` : diamond;
      const transform = y === undefined ? undefined : `translate(${x} ${y})`;
      const height = y === undefined ? box.y + 12 : Math.max(box.y + 12, y - 11);
      const at = label && { x: label.x, y: height, 'text-anchor': label.anchor, fill: colours.text };
      return [
        tag('path', { d: path, transform, stroke: colours.text, fill: 'none', 'stroke-dasharray': dash }),
        at ? words(at, texts.annotation(what)) : '',
      ].join('');
    })
    .join('');
}

/** A picture that needs nothing from outside of it. */
export function pictureOf(options: PictureOptions): Picture {
  const { texts, colours } = options;
  const key = legend(options, 52);
  const box: Box = { ...plot, y: 52 + key.rows * legendRow };
  const height = box.y + box.height + 48;
  const clip = { x: box.x, y: box.y - 4, width: box.width, height: box.height + 8 };
  const content = [
    tag('title', {}, escaped(texts.title)),
    tag('clipPath', { id: 'inside' }, tag('rect', clip)),
    tag('rect', { width, height, fill: colours.ground }),
    words({ x: plot.x, y: 28, fill: colours.text, 'font-size': 16, 'font-weight': 600 }, texts.title),
    key.text,
    axes(options, box),
    tag('g', { 'clip-path': 'url(#inside)' }, lines(options, box)),
    marks(options, box),
  ];
  const root = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` },
    ...{ 'font-family': fonts, 'font-size': 12 },
  };
  return { text: tag('svg', root, content.join('')), width, height };
}
