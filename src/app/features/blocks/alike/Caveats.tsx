/** What the numbers mean, and how far they can be trusted, with the sources. */
import { useAlikeWords } from '../../../i18n/alike.ts';
import { SourceLinks } from '../../../ui/sources.tsx';
import classes from './Alike.module.css';

export function Caveats() {
  const words = useAlikeWords();
  return (
    <>
      <p className={classes.note}>
        {words.measure} (<SourceLinks of={['kornblith2019', 'nguyen2021']} />)
      </p>
      <p className={classes.note}>
        {words.caveat} (<SourceLinks of={['ding2021', 'nguyen2022', 'davari2023']} />)
      </p>
    </>
  );
}
