/** The pictures that are told wrong and cost the most: those on which the network is the surest of another class. */
import { useMemo } from 'react';
import { worstMistakes } from '../../../training/frames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { Answers } from './Answers.tsx';
import { usePredictions } from './context.ts';
import classes from './Predictions.module.css';

const most = 60;

export function Mistakes() {
  const words = usePredictionWords();
  const { frame, labels } = usePredictions().seen;
  const pictures = useMemo(() => worstMistakes(frame, labels, most), [frame, labels]);
  if (pictures.length === 0) return <p className={classes.note}>{words.noMistakes}</p>;
  return (
    <>
      <Answers label={words.mistakes(pictures.length)} pictures={pictures} />
      <p className={classes.note}>
        {words.mistakesNote} {words.putIn}
      </p>
    </>
  );
}
