/**
 * A report on one run or several as one HTML file: it needs no script and nothing of any server, reads well on screen and on paper, and holds
 * whatever people called their runs as text. Pure.
 */
import { commandOf } from '../../training/commandOf.ts';
import { configToQuery, datasetOf, specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import { curves } from './curves.ts';
import { diagram } from './diagram.ts';
import { html, Markup } from './html.ts';
import { results } from './results.ts';
import {
  kindOf,
  type ReportGroup,
  type ReportRun,
  type ReportTexts,
  reportGroups,
  type Varied,
  variedOf,
} from './runs.ts';
import { differing, settingsOf } from './settings.ts';
import { style } from './style.ts';

export interface ReportInput {
  readonly runs: readonly ReportRun[];
  /** Milliseconds since 1970. */
  readonly made: number;
  /** Where the playground is, of http or https, without a query; without it a report has the queries alone. */
  readonly address?: string;
}

/** Nothing but its own styles may be loaded or run. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Ours, and no words of anybody. */
const styleMarkup = new Markup(style);

/** Networks that are drawn at most. */
const mostNetworks = 6;

const each = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** The query that sets a config, as it stands in an address. */
const queryOf = (config: RunConfig): string =>
  new URLSearchParams(configToQuery(config)).toString().replaceAll('%2C', ',');

function linkOf(config: RunConfig, address: string | undefined, { words }: ReportTexts): Markup {
  const query = queryOf(config);
  if (address === undefined) return html`<dt>${words.openWith}</dt><dd><code>?${query}</code></dd>`;
  const link = query === '' ? address : `${address}?${query}`;
  return html`<dt>${words.open}</dt><dd><a href="${link}">${link}</a></dd>`;
}

function aboutRun(run: ReportRun, address: string | undefined, texts: ReportTexts): Markup {
  const { words, label, value } = texts;
  const { name, config, note, changes, startedAt, device } = run;
  const changed = changes.map(({ step, settings }) => {
    const what = (Object.keys(settings) as (keyof RunConfig)[]).map((key) =>
      words.setting(label(key), value(key, settings[key])),
    );
    return html`<li>${words.change(step, what.join(words.comma))}</li>`;
  });
  return html`<section><h3><bdi>${name}</bdi></h3><dl>${startedAt !== undefined && Number.isFinite(startedAt) ? html`<dt>${words.started}</dt><dd>${words.date(startedAt)}</dd>` : undefined}${device ? html`<dt>${words.device}</dt><dd>${device}</dd>` : undefined}${note.trim() === '' ? undefined : html`<dt>${words.noteHead}</dt><dd class="note" dir="auto">${note.trim()}</dd>`}${changed.length > 0 ? html`<dt>${words.changes}</dt><dd><ul>${changed}</ul></dd>` : undefined}${linkOf(config, address, texts)}<dt>${words.again}</dt><dd><code>${commandOf(config)}</code></dd></dl></section>`;
}

function networks(groups: readonly ReportGroup[], { words, network }: ReportTexts): Markup {
  const known = new Map(groups.map(({ config }) => [JSON.stringify(specOf(config)), config]));
  const configs = [...known.values()];
  const more = configs.length - mostNetworks;
  return html`<section><h2>${configs.length > 1 ? words.networks : words.network}</h2><div class="networks">${configs
    .slice(0, mostNetworks)
    .map((config) =>
      diagram(specOf(config), network(config), words),
    )}</div>${more > 0 ? html`<p class="aside">${words.moreNetworks(more)}</p>` : undefined}</section>`;
}

/** @param input One run at least. */
export function reportHtml({ runs, made, address }: ReportInput, texts: ReportTexts): string {
  const { words, language } = texts;
  const groups = reportGroups(runs, texts);
  const varied: readonly Varied[] = variedOf(groups.map(({ config }) => config));
  const [first] = runs;
  const title = runs.length === 1 && first ? words.title(first.name) : words.titleOfRuns(runs.length);
  const devices = each(runs.flatMap(({ device }) => device || []));
  const data = each(
    runs.map(({ config }) => words.data(datasetOf(config).title, config.trainImages, config.testImages)),
  );
  const changed = runs.some(({ changes }) => changes.length > 0);
  const sole = each(groups.map(({ config }) => kindOf(config))).length === 1;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${styleMarkup}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="aside">${words.made(words.date(made))} ${data.join(' ')}${devices.length > 0 ? ` ${words.devices(devices.join(words.comma))}` : ''}</p>
${results(groups, texts)}
${curves(groups, texts)}
${differing(groups, varied, texts)}
${networks(groups, texts)}
<section><h2>${sole && runs.length === 1 ? words.run : words.eachRun}</h2>${changed ? html`<p class="aside">${words.changedNote}</p>` : undefined}${runs.map((run) => aboutRun(run, address, texts))}</section>
${settingsOf(groups, texts)}
</main>
</body>
</html>
`.text;
}
