/** Pictures with one answer each: what is said, and below a wrong one the right class. For cells, mistakes and changes. */
import { useWords } from '../../i18n/words.ts';
import { usePredictions } from './context.ts';
import type { Told } from './derive.ts';
import { PictureList } from './PictureList.tsx';
import classes from './Pictures.module.css';

function Answer({ told }: { readonly told: Told }) {
  const { diagram } = useWords();
  const { shortNames } = usePredictions();
  const name = (number: number) => shortNames[number] ?? '';
  const withShare = (number: number, share: number | undefined) =>
    share === undefined ? name(number) : `${name(number)} ${diagram.percent(share)}`;
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
    width={74}
    below={36}
    outlined={outlined}
    caption={(_, told) => <Answer told={told} />}
  />
);
