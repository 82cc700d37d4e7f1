/** The pictures whose answers turned right, or wrong, since the frame before: learning is not one way. */
import { useId, useMemo } from 'react';
import { flips } from '../../../training/frames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { Answers } from './Answers.tsx';
import { usePredictions } from './context.ts';
import classes from './Predictions.module.css';

interface SideProps {
  readonly title: string;
  readonly pictures: readonly number[];
}

function Side({ title, pictures }: SideProps) {
  const id = useId();
  return (
    <section className={classes.side} aria-labelledby={id}>
      <h3 id={id} className={classes.heading}>
        {title}
      </h3>
      {pictures.length > 0 && <Answers label={title} pictures={pictures} outlined={false} />}
    </section>
  );
}

export function Flips() {
  const words = usePredictionWords();
  const {
    seen: { frame, before, labels },
    shipped,
  } = usePredictions();
  const flipped = useMemo(
    () => before && flips(before.predicted, frame.predicted, labels),
    [frame, before, labels],
  );
  if (!before || !flipped)
    return <p className={classes.note}>{shipped ? words.shippedOnce : words.noBefore}</p>;
  return (
    <>
      <div className={classes.sides}>
        <Side title={words.toRight(flipped.toRight.length)} pictures={flipped.toRight} />
        <Side title={words.toWrong(flipped.toWrong.length)} pictures={flipped.toWrong} />
      </div>
      <p className={classes.note}>
        {words.flipsNote(before.epoch)} {words.putIn}
      </p>
    </>
  );
}
