/** The tables of results of a report, and what may be said of them. Pure. */

import { clockTime } from '../../training/events.ts';
import { meanAndStd } from '../../training/groups.ts';
import { publishedFor } from '../../training/published.ts';
import { pointsText, verdictSentence } from '../../training/verdict.ts';
import { swatch } from './chart.ts';
import type { ReportWords } from './english.ts';
import { html, type Markup } from './html.ts';
import {
  bestOf,
  lastOf,
  notJudged,
  type ReportGroup,
  type ReportRun,
  type ReportTexts,
  reportVerdicts,
} from './runs.ts';

const count = (n: number): string => new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format(n);

/** A share, or a mean of shares with its deviation, in percent. */
function percent(
  { mean, std }: { readonly mean: number; readonly std?: number },
  words: ReportWords,
): string {
  if (!Number.isFinite(mean)) return words.none;
  return std === undefined ? `${pointsText(mean)} %` : `${pointsText(mean)} ± ${pointsText(std)} %`;
}

const secondsOf = ({ epochs }: ReportRun): number =>
  epochs.reduce((sum, { seconds }) => sum + (Number.isFinite(seconds) ? seconds : 0), 0);

function loss(value: number | undefined, words: ReportWords): string {
  if (value === undefined || !Number.isFinite(value)) return words.none;
  return value < 1000 ? value.toFixed(4) : value.toExponential(2);
}

const tested = ({ config }: ReportRun, text: string, words: ReportWords): string =>
  config.mirrorTest && text !== words.none ? words.mirrored(text) : text;

function runTable(runs: readonly ReportRun[], { words }: ReportTexts): Markup {
  const rows = runs.map((run) => {
    const [last, best] = [lastOf(run), bestOf(run)];
    const share = (value: number | undefined) =>
      tested(run, percent({ mean: value ?? Number.NaN }, words), words);
    const speeds = meanAndStd(run.epochs.map((epoch) => epoch.imagesPerSecond).filter(Number.isFinite));
    const cells = [
      String(run.config.seed),
      share(last?.testAccuracy),
      best ? words.bestAt(share(best.testAccuracy), best.epoch) : words.none,
      loss(last?.testLoss, words),
      percent({ mean: last?.trainAccuracy ?? Number.NaN }, words),
      `${run.epochs.length} / ${run.config.epochs}`,
      clockTime(secondsOf(run)),
      speeds.n > 0 ? count(speeds.mean) : words.none,
    ];
    return html`<tr><th scope="row"><bdi>${run.name}</bdi></th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}<td>${words.ends[run.end]}</td></tr>`;
  });
  const heads = [
    words.seed,
    words.last,
    words.best,
    words.testLoss,
    words.trainAccuracy,
    words.epochs,
    words.time,
    words.speed,
  ];
  return html`<div class="scroll" role="region" aria-label="${words.runs}" tabindex="0"><table><thead><tr><th scope="col">${words.run}</th>${heads.map((head) => html`<th scope="col" class="n">${head}</th>`)}<th scope="col">${words.status}</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function groupTable(groups: readonly ReportGroup[], { words }: ReportTexts): Markup {
  const rows = groups.map((group, i) => {
    const { name, runs, counted } = group;
    const best = meanAndStd(counted.flatMap((run) => bestOf(run)?.testAccuracy ?? []));
    const losses = meanAndStd(
      counted.map((run) => run.epochs.at(-1)?.testLoss ?? Number.NaN).filter(Number.isFinite),
    );
    const [run] = runs;
    const share = (value: { mean: number; std?: number }) =>
      run ? tested(run, percent(value, words), words) : words.none;
    return html`<tr><td>${i + 1}</td><th scope="row">${swatch(i)}<bdi>${name}</bdi></th><td class="n">${counted.length === runs.length ? runs.length : words.ofRuns(counted.length, runs.length)}</td><td class="n">${share(group)}</td><td class="n">${share(best)}</td><td class="n">${loss(losses.mean, words)}${losses.std === undefined ? '' : ` ± ${loss(losses.std, words)}`}</td></tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="${words.results}" tabindex="0"><table><thead><tr><th scope="col">${words.number}</th><th scope="col">${words.group}</th><th scope="col" class="n">n</th><th scope="col" class="n">${words.last}</th><th scope="col" class="n">${words.best}</th><th scope="col" class="n">${words.testLoss}</th></tr></thead><tbody>${rows}</tbody></table></div><p class="aside">${words.meanNote}</p>`;
}

function verdicts(groups: readonly ReportGroup[], { words }: ReportTexts): Markup | undefined {
  const found = reportVerdicts(groups);
  const left = groups.length > 1 ? notJudged(groups) : 0;
  if (found.length + left === 0) return undefined;
  const told = found.filter(({ difference }) => difference);
  const sentences =
    told.length === 0 && found.length > 1
      ? [words.untoldAll]
      : found.map((verdict) => verdictSentence(words, verdict));
  return html`<h3>${words.verdict}</h3>${sentences.length > 0 ? html`<ul>${sentences.map((sentence) => html`<li><bdi>${sentence}</bdi></li>`)}</ul>` : undefined}${told.length > 0 ? html`<p class="aside">${words.welch}</p>` : undefined}${left > 0 ? html`<p class="aside">${words.notJudged(left)}</p>` : undefined}`;
}

function published(groups: readonly ReportGroup[], { words, network }: ReportTexts): Markup | undefined {
  const found = new Map(
    groups.flatMap(({ config }) =>
      publishedFor(config).map(({ kind, testAccuracy, source, epochs }) => {
        const name = network(config);
        const what = kind === 'paper' ? words.paper(name) : words.note(name, epochs ?? 0);
        return [words.colon(what, percent({ mean: testAccuracy }, words)), source] as const;
      }),
    ),
  );
  if (found.size === 0) return undefined;
  return html`<h3>${words.published}</h3><ul>${[...found].map(
    ([what, source]) => html`<li>${what} (<a href="${source}">${source}</a>)</li>`,
  )}</ul><p class="aside">${words.publishedNote}</p>`;
}

export function results(groups: readonly ReportGroup[], texts: ReportTexts): Markup {
  const { words } = texts;
  const several = groups.some(({ runs }) => runs.length > 1);
  const runs = groups.flatMap((group) => group.runs);
  return html`<section><h2>${words.results}</h2>${several ? groupTable(groups, texts) : runTable(runs, texts)}${verdicts(groups, texts)}${several ? html`<h3>${words.runs}</h3>${runTable(runs, texts)}` : undefined}${published(groups, texts)}</section>`;
}
