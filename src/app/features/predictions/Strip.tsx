/** The same few test pictures after every epoch of every run, each with its three likeliest classes: one sees the network change its mind. */
import { useMemo } from 'react';
import { logitsOf, topK } from '../../../training/frames.ts';
import { usePredictionWords } from '../../i18n/predictions.ts';
import { useWords } from '../../i18n/words.ts';
import { usePredictions } from './context.ts';
import { hasFlipped, stripPictures, type Told, toldOf } from './derive.ts';
import { PictureList } from './PictureList.tsx';
import classes from './Pictures.module.css';
import own from './Predictions.module.css';

const guesses = 3;

function Guesses({ picture, label }: { readonly picture: number; readonly label: number }) {
  const { diagram } = useWords();
  const { seen, shortNames } = usePredictions();
  const logits = logitsOf(seen.frame, picture);
  if (!logits) return null;
  return topK(logits, guesses).map(({ class: said, probability }) => (
    <span key={said} className={classes.guess} data-right={said === label || undefined} aria-hidden>
      <span className={classes.share} style={{ transform: `scaleX(${probability})` }} />
      <span className={classes.named}>{shortNames[said]}</span>
      <span>{diagram.percent(probability)}</span>
    </span>
  ));
}

export function Strip() {
  const words = usePredictionWords();
  const { seen } = usePredictions();
  const { labels, classes: count } = seen;
  const total = seen.frame.predicted.length;
  const pictures = useMemo(() => stripPictures(seen), [labels, count, total]);
  const flipped = pictures.filter((picture) => hasFlipped(toldOf(seen, picture))).length;
  return (
    <>
      <PictureList
        label={words.strip}
        pictures={pictures}
        below={46}
        most={count < 6 ? 2 * count : count}
        caption={(picture: number, { label }: Told) => <Guesses picture={picture} label={label} />}
      />
      <p className={own.note}>
        {seen.before && `${words.stripNote(flipped, seen.before.epoch)} `}
        {words.putIn}
      </p>
    </>
  );
}
