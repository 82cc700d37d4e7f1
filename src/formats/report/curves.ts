/** The curves of a report, a chart for each measure, with one legend for all of them. Pure. */
import { chart, swatch } from './chart.ts';
import { html, type Markup } from './html.ts';
import { linesOf, type Measure } from './lines.ts';
import type { ReportGroup, ReportTexts } from './runs.ts';

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
const plain = (value: number): string => String(Number(value.toPrecision(6)));

const charts: readonly {
  readonly measure: Measure;
  readonly tick: (value: number) => string;
  readonly fromZero?: boolean;
  readonly share?: boolean;
}[] = [
  { measure: 'testAccuracy', tick: percent, share: true },
  { measure: 'testLoss', tick: plain },
  { measure: 'trainLoss', tick: plain },
  { measure: 'learningRate', tick: plain, fromZero: true },
];

export function curves(groups: readonly ReportGroup[], { words }: ReportTexts): Markup {
  const drawn = charts.map(({ measure, ...options }) => ({
    ...options,
    title: words[measure],
    lines: linesOf(groups, measure),
  }));
  if (drawn.every(({ lines }) => lines.length === 0))
    return html`<section><h2>${words.curves}</h2><p>${words.noCurves}</p></section>`;
  const bands = drawn.some(({ lines }) =>
    lines.some(({ points }) => points.some(({ std }) => std !== undefined)),
  );
  const legend =
    groups.length > 1
      ? html`<ul class="legend">${groups.map(
          ({ name, runs, counted }, i) =>
            html`<li>${swatch(i)}<span>${i + 1}. <bdi>${runs.length > 1 ? words.colon(name, words.mean(counted.length || runs.length)) : name}</bdi></span></li>`,
        )}</ul>`
      : undefined;
  return html`<section><h2>${words.curves}</h2>${legend}${bands ? html`<p class="aside">${groups.length > 1 ? undefined : `${words.mean(groups[0]?.counted.length || (groups[0]?.runs.length ?? 0))}. `}${words.band}</p>` : undefined}<div class="grid2">${drawn
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ title, lines, ...options }) =>
        html`<figure><figcaption>${title}</figcaption>${chart(lines, { ...options, title: words.byEpoch(title), epoch: words.epoch })}</figure>`,
    )}</div></section>`;
}
