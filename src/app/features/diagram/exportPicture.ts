/**
 * The diagram as a file of its own: an SVG that carries its colours and names no font but the system's, with a caption
 * below, or the same as PNG.
 */
import type { SvgFile } from '../../ui/download.ts';
import { heatColour } from './heat.ts';

/** What the page's style sheet gives an element and a file has to carry itself. */
const carried = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-dasharray',
    'stroke-linecap',
    'stroke-linejoin',
  ],
  ...['font-size', 'font-weight'],
];
const onlyOnThePage = '.hit, .card-ring, .fold-face, .fold-mark';
const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif";
const namespace = 'http://www.w3.org/2000/svg';
const captionLine = 18;
const margin = 12;

export interface Caption {
  /** What the picture shows, a sentence a line. */
  readonly lines: readonly string[];
  /** Words before and after the ramp of colours, where colours mean something. */
  readonly ramp?: { readonly low: string; readonly high: string };
}

function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/**
 * Copies the style that the page gives `from`, and everything in it, onto the same elements of `to`. All of it is
 * inherited, so an element says only what is unlike its parent.
 */
function carryStyle(from: Element, to: Element, parent?: ReadonlyMap<string, string>): void {
  const computed = getComputedStyle(from);
  const style = new Map(carried.map((name) => [name, computed.getPropertyValue(name)]));
  for (const [name, value] of style) if (parent?.get(name) !== value) to.setAttribute(name, value);
  [...from.children].forEach((child, i) => {
    const copy = to.children[i];
    if (copy) carryStyle(child, copy, style);
  });
}

/** Hundredths of a pixel are as exact as a picture has to be. */
const rounded = (text: string): string =>
  text.replaceAll(/\d+\.\d{3,}/g, (n) => String(Math.round(Number(n) * 100) / 100));

/** Names of cards stay as titles; what only a page needs goes. */
function clean(root: Element): void {
  for (const gone of root.querySelectorAll(onlyOnThePage)) gone.remove();
  for (const named of root.querySelectorAll('.card[aria-label]')) {
    named.prepend(element('title', {}, named.getAttribute('aria-label') ?? ''));
  }
  for (const any of [root, ...root.querySelectorAll('*')]) {
    for (const { name, value } of [...any.attributes]) {
      if (/^(class|role|tabindex|style|data-.*|aria-.*)$/.test(name)) any.removeAttribute(name);
      else any.setAttribute(name, rounded(value));
    }
  }
}

function captionElements({ lines, ramp }: Caption, top: number, colour: string): SVGElement[] {
  const style = { fill: colour, 'font-size': '12px' };
  const texts = lines.map((line, i) =>
    element('text', { x: margin, y: top + (i + 1) * captionLine, ...style }, line),
  );
  if (!ramp) return texts;
  const y = top + lines.length * captionLine + 8;
  const parts = 40;
  const left = margin + ramp.low.length * 7 + 8;
  const bars = Array.from({ length: parts }, (_, i) =>
    element('rect', { x: left + i * 4, y, width: 4, height: 10, fill: heatColour(i / (parts - 1)) }),
  );
  const words = [
    element('text', { x: margin, y: y + 9, ...style }, ramp.low),
    element('text', { x: left + parts * 4 + 8, y: y + 9, ...style }, ramp.high),
  ];
  return [...texts, ...bars, ...words];
}

/** The drawing as it is on the page now, on the page's own ground. */
export function svgFile(drawing: SVGSVGElement, caption: Caption): SvgFile {
  const width = Number(drawing.getAttribute('width'));
  const height = Number(drawing.getAttribute('height'));
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  carryStyle(drawing, copy);
  clean(copy);
  const full = height + caption.lines.length * captionLine + (caption.ramp ? captionLine : 0) + margin;
  const ground = getComputedStyle(drawing.closest('.panel') ?? document.body).backgroundColor;
  copy.prepend(
    element('title', {}, caption.lines[0]),
    element('rect', { width, height: full, fill: ground }),
  );
  copy.append(...captionElements(caption, height, getComputedStyle(drawing).color));
  const size = {
    xmlns: namespace,
    width,
    height: full,
    viewBox: `0 0 ${width} ${full}`,
    'font-family': fonts,
  };
  for (const [name, value] of Object.entries(size)) copy.setAttribute(name, String(value));
  return { text: new XMLSerializer().serializeToString(copy), width, height: full };
}

/** Letters, digits and dashes of a model's name, such as `resnet-1-1-1-w8`, then what makes it unlike others. */
export const pictureName = (model: string, shortcut: string, ending: string): string =>
  `${model}${shortcut === 'projection' ? '' : `-${shortcut}`}-diagram.${ending}`
    .replaceAll(/[^a-z0-9.]+/gi, '-')
    .replace(/-+(?=\.)/, '');
