/**
 * What the run is doing now, in a line of the page's head: a phrase, then the numbers that a person waits for. Every number
 * has a place of fixed width, so that nothing moves while they change. All numbers of the run stand in `RunFacts.tsx`.
 */

import { clockTime } from '../../../training/events.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import type { Run } from '../../state/run.ts';
import { secondsLeft } from '../../state/timing.ts';
import { openTask } from './part.ts';
import classes from './Status.module.css';

function statusOf(run: Run, words: Words): string {
  if (run.end?.problem?.kind === 'diverged') return words.run.diverged;
  if (run.end) return words.run.outcome[run.end.outcome];
  if (run.asked) return words.run.asked[run.asked];
  const { phase, progress } = run;
  const task = openTask(run);
  if (progress.shards?.offline && (phase === 'preparing' || phase === 'waiting')) return words.run.offline;
  const p = task && progress[task];
  return p
    ? words.run.taskAt(words.run.task[task], words.figures.ofTotal(p.done, p.total))
    : words.run.phase[phase];
}

/** Epochs done and the one under way, of all. */
export const epochOf = (run: Run): number =>
  Math.min(run.config.epochs, Math.floor(run.epoch) + (run.end ? 0 : 1));

export function Status() {
  const words = useWords();
  const run = usePage((state) => state.run);
  const { figures } = words;
  const gpu = usePage(({ device }) => device?.backend !== 'cpu');
  const left = run && secondsLeft(run);
  return (
    <div className={classes.status}>
      <span key={run ? 'run' : 'line'} className={run ? classes.phrase : classes.line} data-testid="status">
        {/* Before the first run: what this page is. */}
        {run ? statusOf(run, words) : words.page.line(gpu)}
      </span>
      {run && (
        <>
          <span className={classes.epoch}>
            <span>{words.run.stat.epoch}</span>{' '}
            <b data-testid="stat-epoch">{figures.ofTotal(epochOf(run), run.config.epochs)}</b>
          </span>
          <span className={classes.step}>
            <span>{words.run.stat.step}</span>{' '}
            <b data-testid="stat-step">
              {run.totalSteps ? figures.ofTotal(run.step, run.totalSteps) : figures.unknown}
            </b>
          </span>
          <span className={classes.speed} data-testid="stat-speed">
            {run.imagesPerSecond ? words.run.perSecond(figures.imagesPerSecond(run.imagesPerSecond)) : ''}
          </span>
          <span className={classes.left} data-testid="stat-left">
            {left === undefined ? '' : words.run.left(clockTime(left))}
          </span>
        </>
      )}
    </div>
  );
}
