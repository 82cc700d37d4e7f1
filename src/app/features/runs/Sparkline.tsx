/** The test accuracy of a run, epoch by epoch, as a line without axes: from 0 to 1, so that rows can be compared. */
import { memo } from 'react';
import { useWords } from '../../i18n/words.ts';
import { runLook } from '../../state/colours.ts';
import classes from './Sparkline.module.css';
import { height, pathOf, width } from './sparkPath.ts';

interface SparklineProps {
  readonly colour: number;
  /** 0…1, an epoch each. */
  readonly accuracies: readonly number[];
}

export const Sparkline = memo(
  function Sparkline({ colour, accuracies }: SparklineProps) {
    const { runs: words } = useWords();
    return (
      <svg className={classes.sparkline} width={width} height={height} role="img" aria-label={words.curveOf}>
        <path d={pathOf(accuracies)} fill="none" stroke={runLook(colour).colour} />
      </svg>
    );
  },
  (before, now) => before.colour === now.colour && before.accuracies.join() === now.accuracies.join(),
);
