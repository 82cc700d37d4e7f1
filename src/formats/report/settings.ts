/** The settings of a report: those that differ in a table, all of them folded. Pure. */
import { settingKeys } from '../../training/settings.ts';
import { html, type Markup } from './html.ts';
import { cellOf, kindOf, labelOf, type ReportGroup, type ReportTexts, type Varied } from './runs.ts';

/** More columns than these do not fit a page of paper. */
const mostColumns = 6;

/** Groups lie across where they are few, else down. */
export function differing(
  groups: readonly ReportGroup[],
  varied: readonly Varied[],
  texts: ReportTexts,
): Markup | undefined {
  const { words } = texts;
  if (groups.length < 2) return undefined;
  if (varied.length === 0)
    return html`<section><h2>${words.differ}</h2><p>${words.noDifference}</p></section>`;
  const across = groups.length <= mostColumns;
  const heads = across
    ? groups.map(({ name }, i) => html`<th scope="col">${i + 1}. <bdi>${name}</bdi></th>`)
    : varied.map((key) => html`<th scope="col">${labelOf(texts, key)}</th>`);
  const cell = (key: Varied, { config }: ReportGroup) => html`<td>${cellOf(texts, key, config)}</td>`;
  const rows = across
    ? varied.map(
        (key) =>
          html`<tr><th scope="row">${labelOf(texts, key)}</th>${groups.map((group) => cell(key, group))}</tr>`,
      )
    : groups.map(
        (group, i) =>
          html`<tr><th scope="row">${i + 1}. <bdi>${group.name}</bdi></th>${varied.map((key) => cell(key, group))}</tr>`,
      );
  return html`<section><h2>${words.differ}</h2><div class="scroll" role="region" aria-label="${words.differ}" tabindex="0"><table class="differ"><thead><tr><th scope="col">${across ? words.settingHead : words.group}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** Once for runs that are equal but for the seed. */
export function settingsOf(groups: readonly ReportGroup[], texts: ReportTexts): Markup {
  const { words, label } = texts;
  const known = new Map(groups.map((group) => [kindOf(group.config), group]));
  const folded = [...known.values()].map(({ name, config, runs }) => {
    const keys = settingKeys.filter((key) => key !== 'seed' || runs.length === 1);
    return html`<details><summary>${known.size > 1 ? words.allSettingsOf(name) : words.allSettings}</summary><table><thead><tr><th scope="col">${words.settingHead}</th><th scope="col">${words.value}</th></tr></thead><tbody>${keys.map(
      (key) => html`<tr><th scope="row">${label(key)}</th><td>${cellOf(texts, key, config)}</td></tr>`,
    )}</tbody></table></details>`;
  });
  return html`<section><h2>${words.settings}</h2>${folded}</section>`;
}
