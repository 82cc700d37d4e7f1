/** Pictures with one answer each: what is said, and below a wrong one the right class. For cells, mistakes and changes. */
import { useWords } from '../../i18n/words.ts';
import { usePredictions } from './context.ts';
import type { Told } from './derive.ts';
import { PictureList } from './PictureList.tsx';
import classes from './Pictures.module.css';

function Answer({ told }: { readonly told: Told }) {
  const { diagram } = useWords();
  const { shortNames } = usePredictions();
  const withShare = (number: number, share: number | undefined) => (
    <>
      <span className={classes.named}>{shortNames[number]}</span>
      {share !== undefined && <span>{diagram.percent(share)}</span>}
    </>
  );
  return (
    <>
      <span className={classes.answer} aria-hidden>
        {withShare(told.said, told.ofSaid)}
      </span>
      {!told.right && (
        <span className={classes.truth} aria-hidden>
          {withShare(told.label, told.ofLabel)}
        </span>
      )}
    </>
  );
}

interface AnswersProps {
  readonly label: string;
  readonly pictures: readonly number[];
  readonly outlined?: boolean;
}

export const Answers = ({ label, pictures, outlined }: AnswersProps) => (
  <PictureList
    label={label}
    pictures={pictures}
    below={36}
    outlined={outlined}
    caption={(_, told) => <Answer told={told} />}
  />
);
