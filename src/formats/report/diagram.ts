/** A network as a plain drawing: a row for each stage, a square for each block, an arc for each shortcut. Pure. */
import type { ModelSpec } from '../../model/spec.ts';
import { type Block, type FeatureShape, type Stage, structureOf } from '../../model/structure.ts';
import { summaryOf } from '../../model/summary.ts';
import type { ReportWords } from './english.ts';
import { html, type Markup } from './html.ts';

const [width, row, top] = [340, 46, 10];
const [left, middle] = [104, 222] as const;
const side = 14;
/** More blocks than these are drawn as the first ones and a number. */
const most = 5;
const step = (middle - left) / most;

const shapeText = ({ height, width: across, channels }: FeatureShape): string =>
  `${channels} × ${height} × ${across}`;

/** What is added to F(x), over the square: an arc; with a mark where it is a convolution or padding. */
function arc({ shortcut }: Block, x: number, y: number): Markup | undefined {
  if (shortcut.kind === 'none') return undefined;
  const plain = shortcut.kind === 'identity';
  return html`<path class="${plain ? 'arc' : 'arc changed'}" d="M${x - 3} ${y}V${y - 11}H${x + side + 3}V${y}"/>`;
}

function blocksOf({ blocks }: Stage, y: number): Markup {
  const drawn = blocks.length > most ? blocks.slice(0, most - 1) : blocks;
  const squares = drawn.map((block, i) => {
    const x = left + i * step;
    return html`${arc(block, x, y + side / 2)}<rect class="block" x="${x}" y="${y}" width="${side}" height="${side}" rx="2"/>`;
  });
  const more =
    drawn.length < blocks.length
      ? html`<text x="${left + drawn.length * step}" y="${y + 12}">… × ${blocks.length}</text>`
      : undefined;
  return html`<path class="flow" d="M${left - 8} ${y + side / 2}H${middle}"/>${squares}${more && html`<rect class="ground" x="${left + drawn.length * step - 3}" y="${y - 1}" width="${step + 8}" height="${side + 2}"/>`}${more}`;
}

export function diagram(spec: ModelSpec, title: string, words: ReportWords): Markup {
  const structure = structureOf(spec);
  const { input, stem, stages, classifier } = structure;
  const rows: readonly { name: string; shape: string; stage?: Stage }[] = [
    { name: words.input, shape: shapeText(input) },
    { name: words.stem(stem.unit.kernel, stem.unit.kernel), shape: shapeText(stem.output) },
    ...stages.map((stage) => ({
      name: words.stage(stage.name, stage.blocks.length),
      shape: shapeText(stage.output),
      stage,
    })),
    { name: words.classifier, shape: String(classifier.classes) },
  ];
  const height = top + rows.length * row;
  const { parameters, macs } = summaryOf(spec);
  const label = words.diagram(
    title,
    rows.map(({ name, shape }) => words.part(name, shape)).join(words.comma),
  );
  return html`<figure class="network"><figcaption>${title}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
${rows.map(({ name, shape, stage }, i) => {
  const y = top + i * row;
  const down = i + 1 < rows.length ? html`<path class="flow" d="M14 ${y + 34}V${y + row}"/>` : undefined;
  return html`<rect class="part" x="0.5" y="${y + 0.5}" width="${width - 1}" height="33" rx="4"/>${down}<text x="8" y="${y + 21}">${name}</text>${stage && blocksOf(stage, y + 12)}<text class="shape" x="${width - 8}" y="${y + 21}" text-anchor="end">${shape}</text>`;
})}
</svg><p class="aside">${words.size(parameters, macs)} ${spec.shortcut === 'none' ? words.noShortcuts : words.arcs}</p></figure>`;
}
