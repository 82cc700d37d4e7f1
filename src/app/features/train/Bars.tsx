/**
 * Two progress bars: the whole run, and below it the task under way (loading, compiling, tuning, an epoch or an
 * evaluation). The second keeps its place where there is no task, so that nothing moves.
 */

import { Progress } from '@mantine/core';
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
  readonly quiet?: boolean;
}

function Bar({ name, share, text, quiet }: BarProps) {
  return (
    <Progress.Root size={quiet ? 3 : 'sm'} mt={quiet ? 3 : 0}>
      <Progress.Section
        value={100 * share}
        color={quiet ? 'gray' : undefined}
        // Mantine's own words would be all digits of the share.
        withAria={false}
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(100 * share)}
        aria-valuetext={text}
      />
    </Progress.Root>
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
    <>
      <Bar
        name={words.run.progressOf}
        share={run ? shareOf(run) : 0}
        text={left === undefined ? percent : words.flow.runAt(percent, clockTime(left))}
      />
      {part && name ? <Bar name={name} share={part.share} quiet /> : <div className={classes.empty} />}
    </>
  );
}
