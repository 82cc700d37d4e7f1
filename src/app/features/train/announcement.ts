/** The sentences that screen readers get of a run: one an epoch, and how it ended. Pure. */
import { networkText, testedText } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import type { Run } from '../../state/run.ts';

function epochSentence(run: Run, words: Words): string | undefined {
  const epoch = run.epochs[run.epochs.length - 1];
  if (!epoch) return undefined;
  const { epoch: n, epochs, trainLoss, testAccuracy } = epoch;
  const { loss } = words.figures;
  return words.log.announceEpoch(n, epochs, loss(trainLoss), testedText(words, testAccuracy, run.config));
}

/** How a run ended; undefined before that. */
export function endSentence(run: Run, words: Words): string | undefined {
  if (!run.end) return undefined;
  const { outcome, problem } = run.end;
  if (problem) return words.problem(problem);
  const network = networkText(words, run.config);
  const best = Math.max(...run.epochs.map((epoch) => epoch.testAccuracy));
  return words.flow.ended[outcome](
    network,
    run.epochs.length > 0 ? words.flow.best(testedText(words, best, run.config)) : '',
  );
}

/**
 * The end comes right after the last epoch, so both are said together: otherwise the second would replace the first
 * unheard.
 */
export function announcementOf(run: Run | undefined, words: Words): string {
  if (!run) return '';
  // A failure is an alert of its own.
  const end = run.end?.outcome === 'failed' ? undefined : endSentence(run, words);
  return [end, epochSentence(run, words)].filter(Boolean).join(' ');
}
