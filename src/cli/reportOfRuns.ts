/** A report on runs of the command line, in English. */
import { reportWords } from '../formats/report/english.ts';
import { reportHtml } from '../formats/report/report.ts';
import type { ReportTexts } from '../formats/report/runs.ts';
import { modelName } from '../model/presets.ts';
import { formatSetting } from '../training/config.ts';
import { type RunConfig, settings } from '../training/settings.ts';
import type { MeasuredRun } from './measuredRuns.ts';
import { UsageError } from './options.ts';

/** Such as `ResNet-20`, `Plain-20` or `ResNet [1,1]w8, identity shortcuts`. */
function network(config: RunConfig): string {
  const { shortcut, norm } = config;
  const kind = shortcut === 'none' ? 'Plain' : 'ResNet';
  const name = modelName(config)
    .replace(/^resnet(?=\d)/, `${kind}-`)
    .replace(/^resnet/, `${kind} `);
  const more = [
    ...(shortcut === 'identity' ? ['identity shortcuts'] : []),
    ...(norm === 'none' ? ['no norm'] : []),
  ];
  return [name, ...more].join(', ');
}

const texts: ReportTexts = {
  language: 'en',
  words: reportWords,
  network,
  label: (key) => settings[key].label,
  value: formatSetting,
};

/**
 * The address of a playground, as its links begin.
 * @throws UsageError where it is none of http or https.
 */
export function playgroundAddress(text: string): string {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.protocol !== 'http:' && address?.protocol !== 'https:')
    throw new UsageError(
      `--address must be where a playground is, such as https://example.org/resnet/, but it is "${text}".`,
    );
  return `${address.origin}${address.pathname}`;
}

export const reportOfRuns = (runs: readonly MeasuredRun[], address: string | undefined): string =>
  reportHtml(
    {
      runs: runs.map((run) => ({ ...run, note: '', end: run.end ?? 'unfinished' })),
      made: Date.now(),
      ...(address !== undefined && { address }),
    },
    texts,
  );
