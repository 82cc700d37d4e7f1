/** The projection as a file of its own: an SVG, of which a PNG is made. On white, as pictures of charts are. Pure. */
import type { SvgFile } from '../../ui/download.ts';
import { fonts } from '../../ui/fonts.ts';
import { colourOf, inks, isOthers } from './colours.ts';
import { dotRadius } from './paint.ts';
import type { Scene } from './scene.ts';
import { shortName } from './scene.ts';

/** Pixels above the scene for its title. */
const titleHeight = 34;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const rounded = (n: number): string => String(Math.round(n * 100) / 100);

interface Labelled {
  readonly title: string;
  /** Class of every dot, and the names of the classes. */
  readonly labels: ArrayLike<number>;
  readonly names: readonly string[];
}

export function stillSvg(scene: Scene, { title, labels, names }: Labelled): SvgFile {
  const { width, axes, dots, middle } = scene;
  const height = scene.height + titleHeight;
  const ink = inks.light;
  const ends = names.map((name, k) => ({ name, k, x: axes[2 * k] as number, y: axes[2 * k + 1] as number }));
  const groups = ends.map(({ k }) => {
    const circles: string[] = [];
    for (let n = 0; n < dots.length / 2; n++)
      if (labels[n] === k)
        circles.push(
          `<circle cx="${rounded(dots[2 * n]!)}" cy="${rounded(dots[2 * n + 1]!)}" r="${dotRadius}"/>`,
        );
    return `<g fill="${colourOf(ink, k)}" fill-opacity="${isOthers(ink, k) ? 0.4 : 0.85}">${circles.join('')}</g>`;
  });
  const lines = ends.map(
    ({ x, y }) =>
      `<line x1="${rounded(middle[0])}" y1="${rounded(middle[1])}" x2="${rounded(x)}" y2="${rounded(y)}"/>`,
  );
  const texts = ends.map(
    ({ name, x, y }) =>
      `<text x="${rounded(x)}" y="${rounded(y + (y > middle[1] ? 13 : -5))}">${escaped(shortName(name))}</text>`,
  );
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fonts}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" fill="${ink.ground}"/>
<text x="14" y="23" font-size="15" font-weight="600" fill="${ink.text}">${escaped(title)}</text>
<svg y="${titleHeight}" width="${width}" height="${scene.height}">
<g stroke="${ink.line}" stroke-opacity="0.6">${lines.join('')}</g>
${groups.join('\n')}
<g font-size="12" font-weight="600" text-anchor="middle" fill="${ink.text}" stroke="${ink.ground}" stroke-width="3" paint-order="stroke">${texts.join('')}</g>
</svg>
</svg>
`;
  return { text, width, height };
}
