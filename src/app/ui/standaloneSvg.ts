/**
 * A drawing of the page as an SVG file that needs nothing of the page: it carries the colours and sizes that style sheets give
 * it, names no class, and no font but the system's. The ground is that of the page, so the file looks as the page does now.
 * Use `styledCopy`, change the copy as you like, then `standaloneSvg`.
 */
import { curveVariables, dimmed } from '../state/palette.ts';
import type { SvgFile } from './download.ts';
import { fonts } from './fonts.ts';

/** What a style sheet may give an element and a file has to carry itself. All of it is inherited. */
const carried = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-size',
  'font-weight',
];
const namespace = 'http://www.w3.org/2000/svg';

export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text = '',
): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

/**
 * Writes the style that `from` and everything in it has on the page onto the same elements of `to`. An element says only what
 * is unlike its parent; attributes that refer to the page, such as `var(--colour)`, are replaced.
 */
function carryStyle(from: Element, to: Element, parent?: ReadonlyMap<string, string>): void {
  const computed = getComputedStyle(from);
  const style = new Map(carried.map((name) => [name, computed.getPropertyValue(name)]));
  for (const [name, value] of style) {
    if (parent?.get(name) === value) to.removeAttribute(name);
    else to.setAttribute(name, value);
  }
  [...from.children].forEach((child, i) => {
    const copy = to.children[i];
    if (copy) carryStyle(child, copy, style);
  });
}

/** A copy of a drawing that is on the page, with its style written out. */
export function styledCopy(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  carryStyle(drawing, copy);
  return copy;
}

/** Hundredths of a pixel are as exact as a picture has to be. */
const rounded = (text: string): string =>
  text.replaceAll(/\d+\.\d{3,}/g, (n) => String(Math.round(Number(n) * 100) / 100));

/** The colour that is behind an element of the page. */
export function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^transparent$|^rgba\(.*, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return '#fff';
}

/**
 * Gives an element of the page, and what is drawn in it, the colours of the light scheme, whichever the page has.
 * @returns The ground that belongs to them.
 */
export function lightSheet(host: HTMLElement): string {
  const ground = '#ffffff';
  const variables = {
    ...curveVariables('light'),
    '--mantine-color-text': '#000000',
    '--mantine-color-dimmed': dimmed.light,
    '--mantine-color-body': ground,
  };
  for (const [name, value] of Object.entries(variables)) host.style.setProperty(name, value);
  host.style.setProperty('color', variables['--mantine-color-text']);
  return ground;
}

interface Sheet {
  /** What the picture shows: its name for those who cannot see it. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly ground: string;
}

/** The file of a styled copy, which is used up. */
export function standaloneSvg(copy: SVGSVGElement, { title, width, height, ground }: Sheet): SvgFile {
  for (const empty of copy.querySelectorAll('title:empty, desc:empty')) empty.remove();
  for (const any of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...any.attributes]) {
      if (/^(class|role|tabindex|style|data-.*|aria-.*)$/.test(name)) any.removeAttribute(name);
      else any.setAttribute(name, rounded(value));
    }
  }
  copy.prepend(svgElement('title', {}, title), svgElement('rect', { width, height, fill: ground }));
  const root = { xmlns: namespace, width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': fonts };
  for (const [name, value] of Object.entries(root)) copy.setAttribute(name, String(value));
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}
