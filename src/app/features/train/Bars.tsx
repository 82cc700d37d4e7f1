/**
 * The bar under the page's head: how far the run is, and behind it, paler, the part under way: loading, compiling, tuning, an
 * epoch or an evaluation. Both lie on one another, so that nothing moves when a part begins or ends.
 */

import { clockTime } from '../../../training/events.ts';
import { useWords } from '../../i18n/words.ts';
import { usePage } from '../../state/react.ts';
import { secondsLeft } from '../../state/timing.ts';
import classes from './Bars.module.css';
import { partOf, percentOf, shareOf } from './part.ts';

interface BarProps {
  readonly name: string;
  /** 0…1. */
  readonly share: number;
  /** What is read out instead of a number. */
  readonly text?: string;
  readonly className?: string;
}

function Bar({ name, share, text, className }: BarProps) {
  return (
    <div
      className={className}
      // A width in per cent would be laid out anew with every step.
      style={{ transform: `scaleX(${share})` }}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(100 * share)}
      aria-valuetext={text}
    />
  );
}

export function Bars() {
  const words = useWords();
  const run = usePage((state) => state.run);
  const part = run && partOf(run);
  const left = run && secondsLeft(run);
  const percent = words.flow.percent(run ? percentOf(run) : 0);
  const name =
    part?.kind === 'epoch' ? words.flow.epochAt(part.epoch, part.epochs) : part && words.run.task[part.kind];
  return (
    <div className={classes.bars}>
      {part && name && <Bar name={name} share={part.share} className={classes.part} />}
      <Bar
        name={words.run.progressOf}
        share={run ? shareOf(run) : 0}
        text={left === undefined ? percent : words.flow.runAt(percent, clockTime(left))}
        className={classes.whole}
      />
    </div>
  );
}
