/** What the tab's title says of a run, and how far the ring in its icon is filled. Pure. */
import { modelName } from '../../model/presets.ts';
import { percentOf, shareOf } from '../features/train/part.ts';
import type { Words } from '../i18n/words.ts';
import { isActive, type Run } from '../state/run.ts';

/**
 * `43 % · ResNet-20` while it trains. A run that ended out of sight is told of until somebody looks; else the title is the
 * page's own.
 */
export function titleOf(run: Run | undefined, unseen: boolean, words: Words): string {
  if (!run || (run.end && !unseen)) return words.page.title;
  const { flow } = words;
  const network = words.model.presetName(modelName(run.config));
  if (run.end) return flow.titleOf(words.run.outcome[run.end.outcome], network);
  if (run.phase === 'preparing') return flow.titleOf(words.run.phase.preparing, network);
  const percent = flow.percent(percentOf(run));
  return flow.titleOf(
    run.phase === 'paused' ? flow.pausedAt(words.run.phase.paused, percent) : percent,
    network,
  );
}

/** How far the icon's ring is filled; undefined where the icon is the page's own. */
export const ringOf = (run: Run | undefined): number | undefined =>
  isActive(run) ? shareOf(run) : undefined;
